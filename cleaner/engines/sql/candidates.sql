-- Pairs of documents with a common key, the smaller rank first, for keys from {low} to {high}: a part of them at a time,
-- and a table for each step, so that no step needs much memory.
-- Tables: keys(key, document), ranks(document, rank), pairs(first, second). {crowd}: see cleaner.corpus.candidates.

CREATE OR REPLACE TABLE ranked AS
SELECT key, rank FROM keys JOIN ranks USING (document) WHERE key BETWEEN {low} AND {high};

CREATE OR REPLACE TABLE shared AS
SELECT key, count(*) AS size, min(rank) AS first FROM ranked GROUP BY key HAVING count(*) > 1;

CREATE OR REPLACE TABLE members AS
SELECT key, rank, size, first FROM ranked JOIN shared USING (key);

INSERT INTO pairs
SELECT DISTINCT a.rank, b.rank
FROM members a JOIN members b ON a.key = b.key AND a.rank < b.rank
WHERE a.size <= {crowd};

INSERT INTO pairs
SELECT DISTINCT first, rank FROM members WHERE size > {crowd} AND first < rank;

INSERT INTO pairs
SELECT DISTINCT before, rank
FROM (SELECT rank, lag(rank) OVER (PARTITION BY key ORDER BY rank) AS before FROM members WHERE size > {crowd})
WHERE before < rank;
