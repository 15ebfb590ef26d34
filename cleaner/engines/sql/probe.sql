-- Documents of an index that share a key with documents of a run, for keys from {low} to {high}; of a key that very many
-- have, the first ones only.
-- Tables: keys(key, document), stored(key, number), deleted(number), matches(document, number).
-- {crowd}: see cleaner.corpus.candidates.

CREATE OR REPLACE TABLE asked AS
SELECT key, document FROM keys WHERE key BETWEEN {low} AND {high};

CREATE OR REPLACE TABLE hits AS
SELECT DISTINCT key, number
FROM stored
WHERE key BETWEEN {low} AND {high} AND key IN (SELECT key FROM asked)
    AND number NOT IN (SELECT number FROM deleted);

CREATE OR REPLACE TABLE firsts AS
SELECT key, number FROM (
    SELECT key, number, row_number() OVER (PARTITION BY key ORDER BY number) AS place FROM hits
) WHERE place <= {crowd};

INSERT INTO matches
SELECT DISTINCT document, number FROM asked JOIN firsts USING (key);
