#~ status-event-subject
DELETE WHERE { status-event:mine--ended :reportsOnUndertaking ?object }

#~ status-event-status
DELETE WHERE { status-event:mine--ended :entersStatus ?object }

#~ status-ladder
INSERT DATA { status-event:alpha--building a :StatusEvent ; :reportsOnUndertaking framework:alpha ; :entersStatus project-status:building ;
  :occurredOn "2020-01-10"^^xsd:date ; :hasEvidence evidence:table--gazette }

#~ status-move
DELETE DATA { status-event:mine--building :entersStatus project-status:building } ;
INSERT DATA { status-event:mine--building :entersStatus project-status:talks }

#~ status-move
DELETE DATA { status-event:mine--announced :sequence 1 . status-event:mine--agreed :sequence 2 } ;
INSERT DATA { status-event:mine--announced :sequence 2 . status-event:mine--agreed :sequence 1 }

#~ status-after-terminal
DELETE DATA { status-event:mine--ended :occurredOn "2024-03-01"^^xsd:date } ;
INSERT DATA { status-event:mine--ended :occurredOn "2021-12-31"^^xsd:date }

#~ status-same-day
DELETE DATA { status-event:mine--agreed :sequence 2 }

#~ status-same-day
DELETE DATA { status-event:mine--agreed :sequence 2 } ;
INSERT DATA { status-event:mine--agreed :sequence 1 }

#~ value-datatype
INSERT DATA { status-event:mine--ended :sequence "last"^^xsd:integer }
