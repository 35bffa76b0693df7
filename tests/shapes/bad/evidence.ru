#~ fact-evidence
DELETE WHERE { membership:ministry--alpha--2024-05 :hasEvidence ?evidence } ;
DELETE WHERE { evidence:table--gazette ?predicate ?object } ;
DELETE WHERE { evidence:membership--ministry--alpha--2024-05--daily-news ?predicate ?object }

#~ fact-rank
INSERT DATA { membership:ministry--alpha--2024-05 :hasRank confidence:high } ;
DELETE DATA { membership:ministry--alpha--2024-05 :hasRank rank:normal }

#~ fact-support
DELETE DATA { evidence:table--gazette :hasStance stance:supports } ;
INSERT DATA { evidence:table--gazette :hasStance stance:disputes }

#~ evidence-fact
DELETE DATA { membership:ministry--alpha--2024-05 :hasEvidence evidence:membership--ministry--alpha--2024-05--daily-news }

#~ evidence-source
DELETE DATA { evidence:table--gazette :fromSource source:gazette-2024 }

#~ evidence-stance
DELETE DATA { evidence:membership--ministry--alpha--2024-05--daily-news :hasStance stance:mentions }

#~ evidence-confidence
DELETE DATA { evidence:table--gazette :hasConfidence confidence:high }

#~ evidence-confidence-scheme
DELETE DATA { evidence:membership--ministry--alpha--2024-05--daily-news :hasConfidence confidence:low } ;
INSERT DATA { evidence:membership--ministry--alpha--2024-05--daily-news :hasConfidence rank:preferred }

#~ evidence-wording-length
INSERT DATA { evidence:table--gazette :sourceWording "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"@en }

#~ evidence-wording-length
INSERT DATA { evidence:table--gazette :sourceWording "重要鉱物の安定供給の確保に向けて両国は協力を強化し共同の探査と精錬と再資源化と技術開発を進めることで一致した"@ja }

#~ evidence-wording-language
INSERT DATA { evidence:table--gazette :sourceWording "rare earths" }

#~ evidence-reason
DELETE DATA { evidence:membership--ministry--alpha--2024-05--daily-news :confidenceReason "Read in an excerpt."@en }

#~ evidence-name
DELETE { evidence:membership--ministry--alpha--2024-05--daily-news ?predicate ?object }
INSERT { evidence:membership--ministry--alpha--2023--daily-news ?predicate ?object }
WHERE { evidence:membership--ministry--alpha--2024-05--daily-news ?predicate ?object } ;
DELETE DATA { membership:ministry--alpha--2024-05 :hasEvidence evidence:membership--ministry--alpha--2024-05--daily-news } ;
INSERT DATA { membership:ministry--alpha--2024-05 :hasEvidence evidence:membership--ministry--alpha--2023--daily-news }

#~ source-title
DELETE WHERE { source:daily-news dcterms:title ?title }

#~ source-address
DELETE WHERE { source:daily-news schema:url ?address }

#~ source-address-form
DELETE WHERE { source:daily-news schema:url ?address } ;
INSERT DATA { source:daily-news schema:url "https://example.org/daily" }

#~ source-address-form
DELETE WHERE { source:daily-news schema:url ?address } ;
INSERT DATA { source:daily-news schema:url <ftp://example.org/daily> }

#~ source-kind
DELETE WHERE { source:daily-news :hasSourceKind ?kind }

#~ source-kind-scheme
DELETE WHERE { source:daily-news :hasSourceKind ?kind } ;
INSERT DATA { source:daily-news :hasSourceKind read-extent:full }

#~ source-read-extent
DELETE WHERE { source:daily-news :hasReadExtent ?extent }

#~ source-read-extent-scheme
DELETE WHERE { source:daily-news :hasReadExtent ?extent } ;
INSERT DATA { source:daily-news :hasReadExtent source-kind:news }

#~ source-retrieved
DELETE WHERE { source:daily-news :retrievedOn ?day }

#~ source-order
DELETE WHERE { source:daily-news :retrievedOn ?day } ;
INSERT DATA { source:daily-news :retrievedOn "2024-05-01"^^xsd:date }

#~ source-publisher
DELETE WHERE { source:daily-news dc:publisher ?publisher }

#~ source-issued
DELETE WHERE { source:daily-news dcterms:issued ?day }
