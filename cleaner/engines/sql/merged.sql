-- The keys of documents of an index, from {low} to {high}, as one segment has them.
-- Tables: stored(key, number), places(number, place).

SELECT key, place
FROM stored JOIN places USING (number)
WHERE key BETWEEN {low} AND {high}
ORDER BY key, place
