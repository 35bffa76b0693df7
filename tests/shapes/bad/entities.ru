#~ label-english
DELETE WHERE { facility:mill skos:prefLabel ?label }

#~ label-language
INSERT DATA { facility:mill skos:altLabel "Mill No. 1" }

#~ label-once
INSERT DATA { facility:mill skos:prefLabel "The old mill"@en }

#~ label-shared
INSERT DATA { facility:new-mill a :Facility ; skos:prefLabel "The mill"@en }

#~ label-local
DELETE DATA { material:neodymium skos:prefLabel "ネオジム"@ja }

#~ label-local
DELETE DATA { framework:alpha skos:prefLabel "अल्फ़ा"@hi }

#~ label-local
DELETE DATA { actor:mines-of-india skos:prefLabel "खान मंत्रालय"@hi }

#~ wikidata-form
INSERT DATA { actor:mines-of-india skos:exactMatch <https://www.wikidata.org/wiki/Q668> }

#~ wikidata-one
INSERT DATA { actor:india skos:exactMatch wd:Q1 }

#~ wikidata-shared
INSERT DATA { actor:mines-of-india skos:exactMatch wd:Q668 }

#~ geometry-wkt
DELETE WHERE { geometry:coast geo:asWKT ?point }

#~ geometry-wkt
INSERT DATA { geometry:coast geo:asWKT "POINT(1.5 2.5)"^^geo:wktLiteral }

#~ geometry-wkt
DELETE WHERE { geometry:coast geo:asWKT ?point } ;
INSERT DATA { geometry:coast geo:asWKT "POINT(1.5 2.5)" }

#~ geometry-point
DELETE WHERE { geometry:coast geo:asWKT ?point } ;
INSERT DATA { geometry:coast geo:asWKT "POINT(17.5 -91)"^^geo:wktLiteral }

#~ geometry-point
DELETE WHERE { geometry:coast geo:asWKT ?point } ;
INSERT DATA { geometry:coast geo:asWKT "POINT(181 17.5)"^^geo:wktLiteral }

#~ geometry-precision
DELETE WHERE { geometry:coast :coordinatePrecision ?precision }

#~ actor-closed
INSERT DATA { actor:ministry foaf:name "Ministry" }

#~ framework-closed
INSERT DATA { framework:alpha :locatedIn place:coast }

#~ instrument-closed
INSERT DATA { instrument:alpha-charter :locatedIn place:coast }

#~ list-series-closed
INSERT DATA { list-series:atlantis-critical :locatedIn place:coast }

#~ event-closed
INSERT DATA { event:summit :atStage stage:mining }

#~ material-closed
INSERT DATA { material:neodymium :atStage stage:mining }

#~ deposit-closed
INSERT DATA { deposit:reef :yields material:neodymium }

#~ facility-closed
INSERT DATA { facility:mill :concernsMaterial material:neodymium }

#~ project-closed
INSERT DATA { project:mine :hasBindingness bindingness:binding }

#~ programme-closed
INSERT DATA { programme:mission :hasBindingness bindingness:binding }

#~ source-closed
INSERT DATA { source:gazette-2024 dcterms:description "Long."@en }

#~ evidence-closed
INSERT DATA { evidence:table--gazette dcterms:description "Long."@en }

#~ geometry-closed
INSERT DATA { geometry:coast :locatedIn place:coast }

#~ concept-iri
INSERT DATA { <https://w3id.org/minpact/vocab/role/Member_State> a :Role ; skos:inScheme <https://w3id.org/minpact/vocab/role> }

#~ material-code
INSERT DATA { material:neodymium :harmonisedSystemCode "2805.30" }
