#~ designation-list
DELETE WHERE { designation:atlantis-critical-2024--neodymium :onList ?object }

#~ designation-material
DELETE WHERE { designation:atlantis-critical-2024--neodymium :designates ?object }

#~ inclusion-material
DELETE WHERE { inclusion:neodymium--light-rare-earths :includedMaterial ?object }

#~ inclusion-group
DELETE WHERE { inclusion:neodymium--light-rare-earths :includedIn ?object }

#~ inclusion-authority
DELETE WHERE { inclusion:neodymium--light-rare-earths :accordingTo ?object }

#~ list-issuer
DELETE WHERE { instrument:atlantis-critical-2024 :issuedBy ?object }

#~ list-place
DELETE WHERE { instrument:atlantis-critical-2024 :appliesIn ?object }

#~ list-issued
DELETE WHERE { instrument:atlantis-critical-2024 dcterms:issued ?object }

#~ group-cycle
DELETE DATA { inclusion:light-rare-earths--rare-earths :includedMaterial material:light-rare-earths } ;
INSERT DATA { inclusion:light-rare-earths--rare-earths :includedMaterial material:rare-earths }

#~ group-cycle
INSERT DATA { inclusion:rare-earths--light-rare-earths a :GroupInclusion ; :includedMaterial material:rare-earths ; :includedIn material:light-rare-earths ;
  :accordingTo actor:ministry ; :validFrom "2024-05-01"^^xsd:date ; :hasEvidence evidence:table--gazette }
