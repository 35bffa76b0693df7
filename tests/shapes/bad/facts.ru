#~ membership-actor
DELETE WHERE { membership:atlantis--alpha--2024 :memberActor ?object }

#~ membership-of
DELETE WHERE { membership:atlantis--alpha--2024 :memberOf ?object }

#~ membership-of-kind
DELETE WHERE { membership:atlantis--alpha--2024 :memberOf ?object } ;
INSERT DATA { membership:atlantis--alpha--2024 :memberOf instrument:alpha-charter }

#~ adherence-party
DELETE WHERE { adherence:atlantis--alpha-charter :adherent ?object }

#~ adherence-text
DELETE WHERE { adherence:atlantis--alpha-charter :adheresTo ?object }

#~ affiliation-person
DELETE WHERE { affiliation:ada--ministry :affiliatedPerson ?object }

#~ affiliation-body
DELETE WHERE { affiliation:ada--ministry :affiliatedWith ?object }

#~ affiliation-post
DELETE WHERE { affiliation:ada--ministry :postTitle ?object }

#~ denial-subject
DELETE WHERE { denial:alpha--neodymium :deniesSubject ?object }

#~ denial-relation
DELETE WHERE { denial:alpha--neodymium :deniesRelation ?object }

#~ denial-relation-kind
DELETE WHERE { denial:alpha--neodymium :deniesRelation ?object } ;
INSERT DATA { denial:alpha--neodymium :deniesRelation role:member }

#~ denial-object
DELETE WHERE { denial:alpha--neodymium :deniesObject ?object }

#~ coverage-of
DELETE WHERE { coverage:alpha--rare-earths :coverageOf ?object }

#~ coverage-of-kind
DELETE WHERE { coverage:alpha--rare-earths :coverageOf ?object } ;
INSERT DATA { coverage:alpha--rare-earths :coverageOf actor:ministry }

#~ coverage-named-material
DELETE WHERE { coverage:alpha--rare-earths :namesMaterial ?object }

#~ coverage-generic-material
INSERT DATA { coverage:beta--generic :namesMaterial material:neodymium }

#~ coverage-generic-wording
DELETE WHERE { evidence:table--gazette :sourceWording ?wording }

#~ participation-actor
DELETE WHERE { participation:atlantis--mill :participant ?object }

#~ participation-in
DELETE WHERE { participation:atlantis--mill :participatesIn ?object }

#~ participation-in-kind
DELETE WHERE { participation:atlantis--mill :participatesIn ?object } ;
INSERT DATA { participation:atlantis--mill :participatesIn framework:alpha }

#~ participation-role
DELETE WHERE { participation:atlantis--mill :hasRole ?object }

#~ participation-share
DELETE WHERE { participation:atlantis--mill :sharePercent ?share ; :hasRole role:owner } ;
INSERT DATA { participation:atlantis--mill :sharePercent 100.5 ; :hasRole role:supplier }

#~ participation-share
DELETE WHERE { participation:atlantis--mill :sharePercent ?share } ;
INSERT DATA { participation:atlantis--mill :sharePercent -1 }

#~ party-kind
DELETE WHERE { adherence:atlantis--alpha-charter :adherent ?object } ;
INSERT DATA { adherence:atlantis--alpha-charter :adherent facility:mill }

#~ link-kind
DELETE WHERE { denial:alpha--neodymium :deniesObject ?object } ;
INSERT DATA { denial:alpha--neodymium :deniesObject "neodymium" }

#~ value-datatype
DELETE WHERE { coverage:alpha--rare-earths :listIsClosed ?object } ;
INSERT DATA { coverage:alpha--rare-earths :listIsClosed "no"^^xsd:boolean }

#~ value-datatype
INSERT DATA { evidence:table--gazette :locator "page 3"@en }

#~ single-value
INSERT DATA { membership:atlantis--alpha--2024 :memberActor actor:ministry }

#~ value-class
DELETE WHERE { membership:atlantis--alpha--2024 :memberActor ?object } ;
INSERT DATA { membership:atlantis--alpha--2024 :memberActor framework:beta }

#~ value-class
DELETE WHERE { membership:atlantis--alpha--2024 :memberActor ?object } ;
INSERT DATA { membership:atlantis--alpha--2024 :memberActor "Atlantis" }

#~ value-class
DELETE WHERE { membership:atlantis--alpha--2024 :memberActor ?object } ;
INSERT DATA { membership:atlantis--alpha--2024 :memberActor <https://example.org/atlantis> }

#~ property-class
INSERT DATA { membership:atlantis--alpha--2024 :adheresTo instrument:alpha-charter }

#~ property-class
INSERT DATA { membership:atlantis--alpha--2024 :namesMaterial material:neodymium }

#~ dangling-link
DELETE WHERE { membership:atlantis--alpha--2024 :memberActor ?object } ;
INSERT DATA { membership:atlantis--alpha--2024 :memberActor actor:atlantys }

#~ dangling-link
INSERT DATA { membership:atlantis--alpha--2024 :hasRole role:menber }

#~ typed
INSERT DATA { membership:atlantis--alpha--2023 :hasEvidence evidence:table--gazette }

#~ typed
INSERT DATA { actor:nobody skos:prefLabel "だれでもない"@ja }

#~ derived-class
DELETE DATA { material:neodymium a :MineralCommodity } ;
INSERT DATA { material:neodymium a :DesignatedMaterial }

#~ derived-property
INSERT DATA { membership:atlantis--alpha--2024 :covers material:neodymium }
