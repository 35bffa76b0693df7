#~ release-kind
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> a dcat:Dataset } ;
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> a prov:Entity }

#~ release-version
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcat:version "0123456789ab" }

#~ release-version
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcat:version "ba9876543210" }

#~ release-version
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcat:version "0123456789ab" } ;
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcat:version "0.1.0" }

#~ release-name
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> owl:versionInfo "0.1.0" }

#~ release-name
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> owl:versionInfo "0.2.0" }

#~ release-day
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcterms:issued "2026-01-01"^^xsd:date }

#~ release-day
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcterms:issued "2026-01-02"^^xsd:date }

#~ release-day
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcterms:issued "2026-01-01"^^xsd:date } ;
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcterms:issued "2026" }

#~ release-title
DELETE WHERE { <https://w3id.org/minpact/dataset/0123456789ab> dcterms:title ?title }

#~ release-text
DELETE WHERE { <https://w3id.org/minpact/dataset/0123456789ab> dcterms:description ?text }

#~ release-iri
DELETE DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcat:version "0123456789ab" } ;
INSERT DATA { <https://w3id.org/minpact/dataset/0123456789ab> dcat:version "ba9876543210" }
