-- Fifty thousand entries, ten minutes apart, with common, rare and old labels and words. VECTOR stands for the search column.
CREATE TEMPORARY TABLE sample AS
SELECT n, timestamptz '2025-01-01 00:00+00' + n * interval '10 minutes' AS at,
       ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id,
       ('10000000-0000-7000-8000-' || lpad(to_hex(n / 500), 12, '0'))::uuid AS blog_id,
       array_remove(ARRAY[
         CASE WHEN n % 10 < 5 THEN 'common' WHEN n % 10 < 7 THEN 'second' WHEN n % 100 = 99 THEN 'mid' END,
         CASE WHEN n % 5000 = 7 THEN 'rare' END,
         CASE WHEN n < 12 THEN 'old' END], NULL) AS authors,
       array_remove(ARRAY[
         CASE WHEN n % 4 = 0 THEN 'wide' END,
         CASE WHEN n % 10 = 9 THEN 'apart' END,
         CASE WHEN n % 1000 = 7 THEN 'scarce' END], NULL) AS topics,
       concat_ws(' ',
         CASE WHEN n % 10 < 3 THEN 'river' END, CASE WHEN n % 20 = 0 THEN 'bridge' END,
         CASE WHEN n % 200 = 0 THEN 'ferry' END, CASE WHEN n % 10000 = 0 THEN 'heron' END,
         CASE WHEN n < 5 THEN 'otter' END, 'level', n) AS words
FROM generate_series(0, 49999) n;

INSERT INTO blog (id, key, publisher_slug, language, first_seen_at, last_seen_at, active_at)
SELECT blog_id, blog_id::text, 'paper', 'en', min(at), max(at), max(at) FROM sample GROUP BY blog_id;

INSERT INTO entry (id, blog_id, external_id, published_at, updated_at, sort_at, authors, topics, key_event, pinned,
                   body_html, body_text, link_hosts, publisher_slug, language, content_hash, version_at, version_kind,
                   first_seen_at, last_seen_at, deleted_at, search)
SELECT e.id, e.blog_id, e.n::text, e.at, e.updated_at, e.at, e.authors, e.topics, e.key_event, e.pinned,
       '', e.body_text, e.link_hosts, e.publisher_slug, e.language, ''::bytea, e.at, 'created',
       e.at, e.at, e.deleted_at, VECTOR
FROM (SELECT s.n, s.at, s.at AS sort_at, s.id, s.blog_id, s.words AS body_text, NULL::text AS title,
             (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a, 'slug', a)), '[]')
              FROM unnest(s.authors) a) AS authors,
             (SELECT coalesce(jsonb_agg(jsonb_build_object('name', t, 'slug', t, 'source', 'publisher')), '[]')
              FROM unnest(s.topics) t) AS topics,
             CASE WHEN n % 300 = 0 THEN s.at + interval '1 hour' END AS updated_at,
             n % 500 = 1 AS key_event, n % 5000 = 2 AS pinned, '[]'::jsonb AS images, '[]'::jsonb AS embeds,
             CASE WHEN n % 2500 = 3 THEN ARRAY['mill.example'] ELSE '{}' END AS link_hosts,
             CASE WHEN n % 2000 = 4 THEN 'tiny' ELSE 'paper' END AS publisher_slug,
             CASE WHEN n % 1000 = 5 THEN 'de' ELSE 'en' END AS language,
             CASE WHEN n % 700 = 6 THEN s.at END AS deleted_at
      FROM sample s) e;

INSERT INTO entry_author SELECT unnest(authors), at, id, blog_id FROM sample;
INSERT INTO entry_topic SELECT unnest(topics), at, id, blog_id FROM sample;
INSERT INTO author SELECT author_slug, author_slug, count(*) FROM entry_author GROUP BY 1;
INSERT INTO topic SELECT topic_slug, topic_slug, 'publisher', count(*) FROM entry_topic GROUP BY 1;
INSERT INTO change SELECT n + 1, 'created', blog_id, id, 1, at, at FROM sample;
UPDATE change_counter SET last_seq = 50000;
INSERT INTO entry_revision (entry_id, blog_id, version, version_at, superseded_at, last_seen_at, version_kind, sort_at, content, search)
SELECT id, blog_id, 1, sort_at, sort_at + interval '1 day', sort_at, 'created', sort_at,
       to_jsonb(entry) - 'search' - 'content_hash', search
FROM entry WHERE external_id LIKE '%0';
