-- The keys of some documents, from {low} to {high}, as an index keeps them.
-- Tables: keys(key, document), wanted(document).

SELECT DISTINCT key, document
FROM keys
WHERE key BETWEEN {low} AND {high} AND document IN (SELECT document FROM wanted)
ORDER BY key, document
