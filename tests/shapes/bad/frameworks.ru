#~ framework-kind
DELETE WHERE { framework:gamma :hasKind ?kind }

#~ framework-kind-scheme
DELETE WHERE { pillar:gamma-trade :hasKind ?kind } ;
INSERT DATA { pillar:gamma-trade :hasKind event-kind:dialogue }

#~ framework-launch
DELETE WHERE { status-event:gamma--launched ?predicate ?object } ;
DELETE WHERE { status-event:gamma--launched--early ?predicate ?object }

#~ framework-members
DELETE { ?membership :memberOf framework:gamma } INSERT { ?membership :memberOf framework:alpha } WHERE { ?membership :memberOf framework:gamma }

#~ pillar-framework
DELETE WHERE { pillar:gamma-trade :isPillarOf ?framework }

#~ instrument-kind-scheme
DELETE WHERE { instrument:alpha-charter :hasKind ?kind } ;
INSERT DATA { instrument:alpha-charter :hasKind framework-kind:forum }

#~ event-kind-scheme
DELETE WHERE { event:gamma-summit :hasKind ?kind } ;
INSERT DATA { event:gamma-summit :hasKind framework-kind:forum }

#~ programme-kind-scheme
DELETE WHERE { programme:gamma-mission :hasKind ?kind } ;
INSERT DATA { programme:gamma-mission :hasKind framework-kind:forum }

#~ bindingness-scheme
DELETE WHERE { framework:gamma :hasBindingness ?how } ;
INSERT DATA { framework:gamma :hasBindingness confidence:high }

#~ membership-before-launch
DELETE DATA { membership:ministry--gamma--2020-03 :validFrom "2020-03-01"^^xsd:date } ;
INSERT DATA { membership:ministry--gamma--2020-03 :validFrom "2020-02-01"^^xsd:date }

#~ membership-before-launch
DELETE WHERE { membership:ministry--gamma--2019 :hasRank ?rank } ;
INSERT DATA { membership:ministry--gamma--2019 :validUntil "2019-12-31"^^xsd:date }

#~ membership-after-end
DELETE DATA { membership:ministry--gamma--2021-07 :validUntil "2024-02-29"^^xsd:date } ;
INSERT DATA { membership:ministry--gamma--2021-07 :validUntil "2024-03-31"^^xsd:date }

#~ membership-after-end
DELETE DATA { membership:ministry--gamma--host :validFrom "2021-07-01"^^xsd:date } ;
INSERT DATA { membership:ministry--gamma--host :validFrom "2024-02-05"^^xsd:date }

#~ membership-overlap
DELETE DATA { membership:ministry--gamma--2020-03 :validUntil "2021-06-30"^^xsd:date } ;
INSERT DATA { membership:ministry--gamma--2020-03 :validUntil "2021-07-01"^^xsd:date }

#~ membership-overlap
DELETE DATA { membership:ministry--gamma--2020-03 :validUntil "2021-06-30"^^xsd:date }

#~ membership-overlap
DELETE DATA { membership:ministry--gamma--host :hasRole role:host } ;
INSERT DATA { membership:ministry--gamma--host :hasRole role:observer }
