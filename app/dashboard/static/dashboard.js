// The built-in page: asks the same API as everyone else and shows what comes back, as text.

const form = document.getElementById("filters");
const list = document.getElementById("entries");
const more = document.getElementById("more");
const query = document.getElementById("query");
const blogs = new Map();
let cursor = null;

const read = async (path) => {
  const answer = await fetch(path);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? answer.statusText);
  return body;
};

const parameters = () => {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(given);
};

const option = (value, label) => Object.assign(document.createElement("option"), { value, textContent: label });

const paragraphs = (text) =>
  text.split("\n\n").filter(Boolean).map((part) => {
    const element = document.createElement("p");
    element.textContent = part;
    return element;
  });

const signature = (entry) => {
  const time = entry.published_at ? new Date(entry.published_at).toLocaleString() : entry.published_at_raw;
  const names = entry.authors.map((author) => author.name).join(", ");
  return [time, names, blogs.get(entry.blog_id), entry.key_event ? "Key event" : null].filter(Boolean).join(" · ");
};

const show = (entry) => {
  const article = document.getElementById("entry").content.cloneNode(true);
  article.querySelector("h2").textContent = entry.title ?? "";
  article.querySelector("h2").hidden = !entry.title;
  article.querySelector(".signature").textContent = signature(entry);
  article.querySelector(".body").append(...paragraphs(entry.body_text));
  article.querySelector(".topics").textContent = entry.topics.map((topic) => topic.name).join(" · ");
  article.querySelector("article").classList.toggle("key-event", entry.key_event);
  return article;
};

const load = async () => {
  const asked = parameters();
  asked.set("limit", "25");
  query.textContent = `GET /v1/entries?${asked}`;
  if (cursor) asked.set("cursor", cursor);
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await read(`/v1/entries?${asked}`);
    list.append(...answer.data.map(show));
    if (!list.children.length) list.textContent = "No entries match.";
    cursor = answer.next_cursor;
    more.hidden = !cursor;
  } catch (error) {
    list.textContent = error.message;
    more.hidden = true;
  }
  list.setAttribute("aria-busy", "false");
};

const restart = () => {
  cursor = null;
  list.replaceChildren();
  history.replaceState(null, "", `?${parameters()}`);
  return load();
};

const fillChoices = async () => {
  const [all, authors, topics] = await Promise.all(
    ["/v1/blogs?limit=100", "/v1/authors?limit=200", "/v1/topics?limit=200"].map(read),
  );
  for (const blog of all.data) {
    blogs.set(blog.id, blog.headline ?? blog.url ?? blog.id);
    form.elements.blog_id.append(option(blog.id, blogs.get(blog.id)));
  }
  document.getElementById("authors").append(...authors.data.map((author) => option(author.name, author.entries)));
  document.getElementById("topics").append(...topics.data.map((topic) => option(topic.name, topic.entries)));
};

const fromAddress = () => {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = value === field.value;
    else if (field) field.value = value;
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  restart();
});
more.addEventListener("click", load);

await fillChoices().catch((error) => {
  list.textContent = error.message;
});
fromAddress();
await load();
