-- The figures of each park over windows of $SLOTS slots of $SLOT ms; slots begin $OFFSET ms before UTC's.
WITH readings AS (
  SELECT meter, epoch_ms("at") AS at_ms, round(value * wh_per_unit)::BIGINT AS wh, enterprise, every_ms, is_interval
  FROM read_json('$FILE', format = 'newline_delimited', ignore_errors = true,
    columns = {meter: 'VARCHAR', "at": 'TIMESTAMPTZ', value: 'DOUBLE'})
  JOIN meters USING (meter)
),
intervals AS (
  SELECT enterprise, every_ms, at_ms AS to_ms,
    CASE WHEN is_interval THEN at_ms - every_ms ELSE lag(at_ms) OVER one_meter END AS from_ms,
    CASE WHEN is_interval THEN wh ELSE wh - lag(wh) OVER one_meter END AS wh
  FROM readings
  WINDOW one_meter AS (PARTITION BY meter ORDER BY at_ms)
),
cut AS (
  SELECT *, unnest(range((from_ms + $OFFSET) // $SLOT, (to_ms - 1 + $OFFSET) // $SLOT + 1)) AS slot
  FROM intervals
  WHERE wh >= 0 AND to_ms > from_ms AND to_ms - from_ms <= 172800000
),
pieces AS (
  SELECT *, greatest(from_ms, slot * $SLOT - $OFFSET) AS begin_ms, least(to_ms, (slot + 1) * $SLOT - $OFFSET) AS end_ms
  FROM cut
),
slots AS (
  SELECT enterprise, slot,
    sum(wh * (end_ms - from_ms) // (to_ms - from_ms) - wh * (begin_ms - from_ms) // (to_ms - from_ms))::BIGINT AS wh,
    sum(CASE WHEN to_ms - from_ms <= 4 * every_ms THEN end_ms - begin_ms ELSE 0 END)::BIGINT AS ms
  FROM pieces
  GROUP BY enterprise, slot
),
enterprises AS (
  SELECT DISTINCT enterprise, park, baseline_wh, meters FROM meters
),
every_slot AS (
  SELECT unnest(range(min(slot), max(slot) + 1)) AS slot FROM slots
),
windows AS (
  SELECT park, slot, baseline_wh, meters,
    sum(wh) OVER one_window AS wh,
    sum(ms) OVER one_window AS ms
  FROM enterprises CROSS JOIN every_slot LEFT JOIN slots USING (enterprise, slot)
  WINDOW one_window AS (PARTITION BY enterprise ORDER BY slot ROWS BETWEEN $SLOTS - 1 PRECEDING AND CURRENT ROW)
),
judged AS (
  SELECT *, baseline_wh > 0 AND ms // meters * 10 >= 8 * 86400000 AS is_matched, wh * 10 >= baseline_wh * 3 AS is_enough
  FROM windows
)
SELECT park, (slot + 1) * $SLOT - $OFFSET AS end_ms,
  count(*) FILTER (is_matched)::BIGINT AS matched,
  count(*) FILTER (is_matched AND is_enough)::BIGINT AS resumed,
  coalesce(sum(wh) FILTER (is_matched AND is_enough), 0)::BIGINT AS resumed_wh,
  coalesce(sum(baseline_wh) FILTER (is_matched), 0)::BIGINT AS matched_baseline_wh
FROM judged
GROUP BY park, slot
