#~ commitment-party
DELETE WHERE { commitment:ministry--fund :promisedBy ?object }

#~ commitment-text
DELETE WHERE { commitment:ministry--fund dcterms:description ?object }

#~ commitment-status
DELETE WHERE { status-event:fund--pledged ?predicate ?object }

#~ commitment-realised
DELETE WHERE { commitment:ministry--fund :realisedBy ?object } ;
INSERT DATA { commitment:ministry--fund :realisedBy framework:alpha }

#~ financial-amount
DELETE WHERE { commitment:ministry--fund :amount ?amount ; :currencyCode ?code }

#~ amount-positive
DELETE WHERE { commitment:ministry--fund :amount ?amount } ;
INSERT DATA { commitment:ministry--fund :amount 0 }

#~ amount-currency
DELETE WHERE { commitment:ministry--fund :currencyCode ?code }

#~ currency-code
DELETE WHERE { commitment:ministry--fund :currencyCode ?code } ;
INSERT DATA { commitment:ministry--fund :currencyCode "YEN" }

#~ currency-amount
INSERT DATA { expectation:ministry--share :currencyCode "INR" }

#~ expectation-party
DELETE WHERE { expectation:ministry--share :statedBy ?object }

#~ expectation-text
DELETE WHERE { expectation:ministry--share dcterms:description ?object }

#~ owner-shares
DELETE WHERE { participation:atlantis--mine--2024 :sharePercent ?share } ;
INSERT DATA { participation:atlantis--mine--2024 :sharePercent 40.5 }

#~ owner-shares
DELETE WHERE { participation:atlantis--mine--2020 :validUntil ?day }

#~ status-event-fact
INSERT DATA { status-event:share--pledged a :StatusEvent ; :reportsOn participation:ministry--mine ; :entersStatus commitment-status:pledged ;
  :occurredOn "2024-01-10"^^xsd:date ; :hasEvidence evidence:table--gazette } ;
INSERT DATA { <https://w3id.org/minpact/vocab/commitment-status> :ladderFor :Participation }
