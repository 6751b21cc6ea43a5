// Prints the title of each entry by an author, with the generated types. Usage: node list_entries.js BASE_URL AUTHOR
import createClient from "openapi-fetch";
import type { components, paths } from "./liveblog.js";

type Entry = components["schemas"]["EntryPublic"];

const [baseUrl, author] = process.argv.slice(2) as [string, string];
const client = createClient<paths>({ baseUrl });
const { data, error } = await client.GET("/v1/entries", { params: { query: { author: [author], limit: 50 } } });
if (error) {
  throw new Error(`${error.status} ${error.code}: ${error.detail}`);
}
const titles: (string | null)[] = data.data.map((entry: Entry) => entry.title);
console.log(titles.join("\n"));
