// Has Comunica answer a query from a SPARQL endpoint, and from Turtle where it is given, and prints what it got as JSON.
// node ask.mjs QUERY ENDPOINT [TURTLE]
import { QueryEngine } from "@comunica/query-sparql";

const [query, endpoint, turtle] = process.argv.slice(2);
const sources = [{ type: "sparql", value: endpoint }];
if (turtle) {
  sources.push({ type: "serialized", value: turtle, mediaType: "text/turtle", baseIRI: "http://example.org/" });
}

function plain(term) {
  if (term.termType !== "Literal") {
    return [term.termType, term.value];
  }
  return [term.termType, term.value, term.language, term.datatype.value];
}

async function answer(result) {
  switch (result.resultType) {
    case "bindings": {
      const rows = await (await result.execute()).toArray();
      return rows.map((row) => Object.fromEntries([...row].map(([variable, term]) => [variable.value, plain(term)])));
    }
    case "quads": {
      const quads = await (await result.execute()).toArray();
      return quads.map((quad) => [quad.subject, quad.predicate, quad.object].map(plain));
    }
    default:
      return result.execute();
  }
}

const result = await new QueryEngine().query(query, { sources });
process.stdout.write(JSON.stringify(await answer(result)));
