#~ dataset-cut-off
DELETE WHERE { <https://w3id.org/minpact/dataset> :dataCutOff ?day }

#~ dataset-cut-off
INSERT DATA { <https://w3id.org/minpact/dataset> :dataCutOff "2026-07-01"^^xsd:date }

#~ dataset-cut-off
DELETE WHERE { <https://w3id.org/minpact/dataset> :dataCutOff ?day } ;
INSERT DATA { <https://w3id.org/minpact/dataset> :dataCutOff "2026-06-30" }

#~ date-form
DELETE WHERE { instrument:yearbook dcterms:issued ?day ; :issuedPrecision ?precision } ;
INSERT DATA { instrument:yearbook dcterms:issued "2024"^^xsd:gYear }

#~ date-form
DELETE WHERE { instrument:yearbook dcterms:issued ?day ; :issuedPrecision ?precision } ;
INSERT DATA { instrument:yearbook dcterms:issued "2024-02-30"^^xsd:date }

#~ date-form
DELETE WHERE { instrument:yearbook dcterms:issued ?day ; :issuedPrecision ?precision } ;
INSERT DATA { instrument:yearbook dcterms:issued "2023-02-29"^^xsd:date }

#~ date-form
DELETE WHERE { instrument:yearbook dcterms:issued ?day ; :issuedPrecision ?precision } ;
INSERT DATA { instrument:yearbook dcterms:issued "2024" }

#~ precision-value
DELETE WHERE { membership:ministry--alpha--2020 :validFromPrecision ?precision } ;
INSERT DATA { membership:ministry--alpha--2020 :validFromPrecision "decade" }

#~ state-order
DELETE WHERE { membership:ministry--alpha--2020 :validUntil ?day } ;
INSERT DATA { membership:ministry--alpha--2020 :validUntil "2019-12-31"^^xsd:date }

#~ state-start
DELETE WHERE { membership:ministry--alpha--2020 :validFrom ?day ; :validFromPrecision ?precision }

#~ happening-order
DELETE WHERE { expectation:ministry--exports :occurredUntil ?day } ;
INSERT DATA { expectation:ministry--exports :occurredUntil "2024-03-31"^^xsd:date }

#~ due-order
DELETE WHERE { expectation:ministry--exports :dueOn ?day } ;
INSERT DATA { expectation:ministry--exports :dueOn "2024-03-31"^^xsd:date }

#~ happening-day
DELETE WHERE { expectation:ministry--imports :occurredOnPrecision ?precision }

#~ start-precision
DELETE DATA { membership:ministry--alpha--2020 :validFrom "2020-01-01"^^xsd:date } ;
INSERT DATA { membership:ministry--alpha--2020 :validFrom "2020-02-01"^^xsd:date }

#~ start-precision
DELETE DATA { expectation:ministry--exports :occurredOnPrecision "quarter" ; :occurredOn "2024-04-01"^^xsd:date } ;
INSERT DATA { expectation:ministry--exports :occurredOnPrecision "month" ; :occurredOn "2024-04-02"^^xsd:date }

#~ start-precision
DELETE DATA { expectation:ministry--exports :occurredOn "2024-04-01"^^xsd:date } ;
INSERT DATA { expectation:ministry--exports :occurredOn "2024-03-01"^^xsd:date }

#~ start-precision
DELETE DATA { instrument:yearbook dcterms:issued "2024-01-01"^^xsd:date } ;
INSERT DATA { instrument:yearbook dcterms:issued "2024-07-01"^^xsd:date }

#~ end-precision
DELETE DATA { membership:ministry--alpha--2020 :validUntil "2023-02-28"^^xsd:date } ;
INSERT DATA { membership:ministry--alpha--2020 :validUntil "2024-02-28"^^xsd:date }

#~ end-precision
DELETE DATA { membership:ministry--alpha--2020 :validUntil "2023-02-28"^^xsd:date } ;
INSERT DATA { membership:ministry--alpha--2020 :validUntil "2023-03-30"^^xsd:date }

#~ end-precision
DELETE DATA { membership:ministry--alpha--2020 :validUntilPrecision "month" } ;
INSERT DATA { membership:ministry--alpha--2020 :validUntilPrecision "year" }

#~ end-precision
DELETE DATA { expectation:ministry--exports :dueOn "2024-06-30"^^xsd:date } ;
INSERT DATA { expectation:ministry--exports :dueOn "2024-05-31"^^xsd:date }

#~ precision-date
DELETE DATA { membership:ministry--alpha--2020 :validUntil "2023-02-28"^^xsd:date }

#~ precision-date
INSERT DATA { expectation:ministry--imports :occurredOn "2024-01-01"^^xsd:date }

#~ precision-date
DELETE DATA { expectation:ministry--exports :dueOn "2024-06-30"^^xsd:date }

#~ precision-date
DELETE DATA { instrument:yearbook dcterms:issued "2024-01-01"^^xsd:date }

#~ precision-date
INSERT DATA { membership:ministry--alpha--unknown :validFrom "2020-01-01"^^xsd:date }

#~ precision-note
DELETE WHERE { membership:ministry--alpha--unknown skos:editorialNote ?note }

#~ after-cut-off
DELETE WHERE { expectation:ministry--summit :isPlanned true }

#~ after-cut-off
DELETE DATA { membership:ministry--alpha--unknown :validFromPrecision "unknown" ; :validUntilPrecision "month" ; :validUntil "2024-02-29"^^xsd:date } ;
INSERT DATA { membership:ministry--alpha--unknown :validFrom "2026-07-01"^^xsd:date }

#~ planned-before-cut-off
DELETE DATA { expectation:ministry--summit :occurredOn "2026-12-01"^^xsd:date } ;
INSERT DATA { expectation:ministry--summit :occurredOn "2026-06-30"^^xsd:date }

#~ planned-before-cut-off
DELETE DATA { expectation:ministry--report :occurredOn "2026-01-01"^^xsd:date } ;
INSERT DATA { expectation:ministry--report :occurredOn "2025-01-01"^^xsd:date }

#~ supersedes-later
INSERT DATA { expectation:ministry--exports :supersedes expectation:ministry--summit }

#~ supersedes-later
INSERT DATA { membership:ministry--alpha--2020 :supersedes membership:ministry--alpha--twin .
  membership:ministry--alpha--twin a :Membership ; :memberActor actor:ministry ; :memberOf framework:alpha ; :hasRole role:host ;
    :validFrom "2021-03-01"^^xsd:date ; :validFromPrecision "month" ; :hasEvidence evidence:table--gazette }

#~ supersedes-cycle
INSERT DATA { expectation:ministry--imports :supersedes expectation:ministry--imports }
