#~ session-event
DELETE WHERE { session:first-meeting--alpha :sessionEvent ?object }

#~ session-of
DELETE WHERE { session:first-meeting--alpha :sessionOf ?object }

#~ session-ordinal
DELETE WHERE { session:first-meeting--alpha :ordinal ?object } ;
INSERT DATA { session:first-meeting--alpha :ordinal 0 }

#~ provision-of
DELETE WHERE { provision:alpha-charter--term :provisionOf ?object }

#~ provision-kind
DELETE WHERE { provision:alpha-charter--term :provisionKind ?object }

#~ provision-kind-scheme
DELETE WHERE { provision:alpha-charter--term :provisionKind ?object } ;
INSERT DATA { provision:alpha-charter--term :provisionKind instrument-kind:agreement }

#~ provision-text
DELETE WHERE { provision:alpha-charter--term dcterms:description ?object }

#~ priority-of
DELETE WHERE { priority:alpha-charter--critical-minerals :priorityOf ?object }

#~ priority-sector
DELETE WHERE { priority:alpha-charter--critical-minerals :prioritises ?object }

#~ succession-predecessor
DELETE WHERE { succession:alpha--beta :predecessor ?object }

#~ succession-successor
DELETE WHERE { succession:alpha--beta :successor ?object }

#~ succession-kind
DELETE WHERE { succession:alpha--beta :successor ?object } ;
INSERT DATA { succession:alpha--beta :successor actor:ministry }

#~ succession-apart
DELETE WHERE { succession:alpha--beta :successor ?object } ;
INSERT DATA { succession:alpha--beta :successor framework:alpha }

#~ assessment-author
DELETE WHERE { assessment:ada--alpha :assessedBy ?object }

#~ assessment-author-kind
DELETE WHERE { assessment:ada--alpha :assessedBy ?object } ;
INSERT DATA { assessment:ada--alpha :assessedBy event:first-meeting }

#~ assessment-thing
DELETE WHERE { assessment:ada--alpha :assesses ?object }

#~ assessment-text
DELETE WHERE { assessment:ada--alpha dcterms:description ?object }

#~ duration-value
DELETE WHERE { provision:alpha-charter--term :duration ?object } ;
INSERT DATA { provision:alpha-charter--term :duration "five years" }

#~ value-datatype
DELETE WHERE { session:first-meeting--alpha :ordinal ?object } ;
INSERT DATA { session:first-meeting--alpha :ordinal 1.0 }

#~ text-language
DELETE WHERE { assessment:ada--alpha dcterms:description ?object } ;
INSERT DATA { assessment:ada--alpha dcterms:description "Much is talk." }

#~ blank-value
INSERT DATA { assessment:ada--alpha :assesses [] }

#~ same-as
INSERT DATA { assessment:ada--alpha owl:sameAs <https://example.org/judgement> }
