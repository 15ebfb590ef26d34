-- Documents of an index that share a key with documents of a run, for keys from {low} to {high}; of a key that very many
-- have, the first ones only. Few keys have so many, and only these are put in order.
-- Tables: keys(key, document), stored(key, number), deleted(number), matches(document, number).
-- {crowd}: see cleaner.corpus.candidates.

CREATE OR REPLACE TABLE asked AS
SELECT key, document FROM keys WHERE key BETWEEN {low} AND {high};

CREATE OR REPLACE TABLE hits AS
SELECT key, number
FROM stored SEMI JOIN asked USING (key) ANTI JOIN deleted USING (number)
WHERE key BETWEEN {low} AND {high};

CREATE OR REPLACE TABLE crowded AS
SELECT key FROM hits GROUP BY key HAVING count(*) > {crowd};

CREATE OR REPLACE TABLE firsts AS
SELECT key, number FROM hits ANTI JOIN crowded USING (key)
UNION ALL
SELECT key, number FROM (
    SELECT key, number, row_number() OVER (PARTITION BY key ORDER BY number) AS place
    FROM hits SEMI JOIN crowded USING (key)
) WHERE place <= {crowd};

INSERT INTO matches
SELECT DISTINCT document, number FROM asked JOIN firsts USING (key);
