#~ observation-indicator
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :indicator ?object }

#~ observation-place
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :area ?object }

#~ observation-area-kind
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :partnerArea actor:ministry }

#~ observation-start
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :periodStart ?object }

#~ observation-end
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :periodEnd ?object }

#~ observation-order
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :periodEnd ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :periodEnd "2022-12-31"^^xsd:date }

#~ observation-value
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :value ?object }

#~ observation-unit
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :unit ?object }

#~ observation-unit-form
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :unit ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :unit <https://example.org/percent> }

#~ observation-status
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :observationStatus ?object }

#~ observation-status-scheme
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :observationStatus ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :observationStatus confidence:high }

#~ observation-qualifier
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :valueQualifier ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :valueQualifier "roughly" }

#~ observation-key
DELETE WHERE { observation:atlantis--neodymium--import-share--2023-yearbook qb:dataSet ?object }

#~ value-datatype
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :value ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :value "58.5" }

#~ after-cut-off
DELETE WHERE { observation:atlantis--neodymium--planned-output--2027 :observationStatus ?object } ;
INSERT DATA { observation:atlantis--neodymium--planned-output--2027 :observationStatus observation-status:estimated }

#~ value-datatype
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :value ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :value "much"^^xsd:decimal }

#~ value-datatype
DELETE WHERE { observation:atlantis--neodymium--import-share--2023 :value ?object } ;
INSERT DATA { observation:atlantis--neodymium--import-share--2023 :value 5.85e1 }

#~ observation-key
DELETE WHERE { observation:atlantis--neodymium--import-share--2023-yearbook qb:dataSet ?object } ;
DELETE WHERE { ?observation :observedMaterial ?material }

#~ observation-key
INSERT DATA { observation:atlantis--neodymium--planned-output--2027-again a :Observation ; :indicator indicator:planned-output ;
  :observedMaterial material:neodymium ; :observedThing actor:ministry ; :periodStart "2027-01-01"^^xsd:date ; :periodEnd "2027-12-31"^^xsd:date ;
  :value 2500 ; :unit unit:TONNE ; :observationStatus observation-status:planned ; :hasEvidence evidence:table--gazette }

#~ observation-key
DELETE WHERE { ?observation :observedMaterial ?material } ;
INSERT DATA { observation:atlantis--planned-output--2027-again a :Observation ; :indicator indicator:planned-output ;
  :observedThing actor:ministry ; :periodStart "2027-01-01"^^xsd:date ; :periodEnd "2027-12-31"^^xsd:date ;
  :value 2500 ; :unit unit:TONNE ; :observationStatus observation-status:planned ; :hasEvidence evidence:table--gazette }
