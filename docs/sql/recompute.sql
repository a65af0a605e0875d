-- Computes every figure of daily anew: each n and d, each printed figure, each count and each band, from nothing but the
-- enterprises of the day and the registry. Whole numbers are HUGEINT (127 bits), and nothing is a floating-point number:
-- where a product does not fit, DuckDB stops with an error.
--
-- Needs the views of tables.sql. Makes the table recomputed, with the columns of daily, and differences, which is empty where
-- all is as it should be.

-- A decimal text as a fraction of whole numbers: 0.30 is 30 / 100.
CREATE MACRO numerator_of(decimal_text) AS replace(decimal_text, '.', '')::HUGEINT;
CREATE MACRO denominator_of(decimal_text) AS
    ('1' || repeat('0', length(split_part(decimal_text, '.', 2))))::HUGEINT;

-- n / d × scale as a whole number, rounded as a method says; n, d and scale are not negative.
CREATE MACRO rounded(n, d, rounding) AS
    CASE rounding WHEN 'FLOOR' THEN n // d ELSE (2 * n + d) // (2 * d) END;
CREATE MACRO power_of_ten(exponent) AS ('1' || repeat('0', exponent::INTEGER))::HUGEINT;

-- 8728 with two decimals is 87.28.
CREATE MACRO with_point(units, decimals) AS
    CASE decimals
        WHEN 0 THEN units::VARCHAR
        ELSE (units // power_of_ten(decimals))::VARCHAR || '.'
            || lpad((units % power_of_ten(decimals))::VARCHAR, decimals::INTEGER, '0')
    END;
CREATE MACRO without_zeros(number_text) AS
    CASE WHEN contains(number_text, '.') THEN rtrim(rtrim(number_text, '0'), '.') ELSE number_text END;

-- A rate as a method prints it, of its value in units of the last decimal of a percentage.
CREATE MACRO printed_units(n, d, units, decimals, trim_zeros) AS
    CASE
        WHEN n = d THEN '100%'
        WHEN n = 0 THEN '0%'
        WHEN n < d AND units >= 100 * power_of_ten(decimals)
            THEN '>' || with_point(100 * power_of_ten(decimals) - 1, decimals) || '%'
        WHEN units = 0 THEN '<' || with_point(1::HUGEINT, decimals) || '%'
        WHEN trim_zeros THEN without_zeros(with_point(units, decimals)) || '%'
        ELSE with_point(units, decimals) || '%'
    END;
CREATE MACRO printed_rate(n, d, rounding, decimals, trim_zeros) AS
    CASE WHEN d > 0 THEN
        printed_units(n, d, rounded(n * 100 * power_of_ten(decimals), d, rounding), decimals, trim_zeros)
    END;

-- A path and the paths it lies in: a/b/c lies in a and in a/b.
CREATE MACRO prefixes(path) AS
    CASE WHEN path IS NULL THEN []::VARCHAR[] ELSE
        list_transform(
            range(1, len(string_split(path, '/')) + 1),
            lambda depth: array_to_string(string_split(path, '/')[1:depth], '/'))
    END;

-- Floor of wh × part / whole.
CREATE MACRO of_window(wh, part, whole) AS (wh::HUGEINT * part) // whole;

-- 1. Each enterprise's day with the row that counts it: the one that is valid at the instant before the window's end.
CREATE VIEW member_rows AS
    WITH days AS (
        SELECT
            e.*,
            p.region, p.park_class, p.batch, p.method,
            epoch_ms(e.day::TIMESTAMP AT TIME ZONE p.zone) AS begins,
            epoch_ms((e.day + 1)::TIMESTAMP AT TIME ZONE p.zone) AS next_begins
        FROM enterprises e JOIN parks p ON p.park_id = e.park
    )
    SELECT
        d.*,
        next_begins - begins AS day_ms,
        r.tiers, r.industry, r.site_kind, r.grid, r.priority, r.staff_required, r.evidence,
        of_window(r.standby_wh, d.window_ms, next_begins - begins) AS standby_wh,
        of_window(r.capacity_wh, d.window_ms, next_begins - begins) AS ecap_wh,
        -- Weights in tenths.
        CASE r.process WHEN 'continuous' THEN 10 WHEN 'discrete' THEN 7 WHEN 'labour' THEN 4 ELSE 2 END AS energy_tenths,
        CASE r.process WHEN 'continuous' THEN 0 WHEN 'discrete' THEN 3 WHEN 'labour' THEN 6 ELSE 8 END AS staff_tenths
    FROM days d JOIN enterprise_rows r
        ON r.enterprise_id = d.enterprise AND r.park_id = d.park
        AND (r.valid_from IS NULL OR epoch_ms(r.valid_from) < begins + d.window_ms)
        AND (r.valid_to IS NULL OR epoch_ms(r.valid_to) >= begins + d.window_ms);

-- 2. u, the utilisation, as a fraction. Whether a staff source said anything stands in no column where nobody returned:
--    both are tried, and what does not come to used_wh and capacity_wh falls away.
CREATE VIEW utilisations AS
    WITH inputs AS (
        SELECT
            m.*,
            metered AND covered_ms::HUGEINT * denominator_of(k.coverage_gate)
                >= numerator_of(k.coverage_gate) * window_ms AS covered,
            numerator_of(k.utilisation_cap) AS cap_n,
            denominator_of(k.utilisation_cap) AS cap_d,
            numerator_of(k.target) AS target_n,
            denominator_of(k.target) AS target_d,
            k.output,
            heard
        FROM member_rows m
            JOIN methods k ON k.method = m.method
            CROSS JOIN (VALUES (true), (false)) AS tried(heard)
        WHERE heard OR returned = 0
    ),
    weighted AS (
        SELECT
            *,
            CASE WHEN covered AND ecap_wh > standby_wh THEN energy_tenths ELSE 0 END AS we,
            CASE WHEN heard AND staff_required > 0 THEN staff_tenths ELSE 0 END AS wh,
            greatest(energy_wh::HUGEINT - standby_wh, 0) AS en,
            greatest(ecap_wh - standby_wh, 1) AS ed,
            returned::HUGEINT AS hn,
            greatest(staff_required::HUGEINT, 1) AS hd
        FROM inputs
    ),
    capped AS (
        SELECT
            * EXCLUDE (en, ed, hn, hd),
            ecap_wh > 0 AND (we > 0 AND en * cap_d > cap_n * ed OR wh > 0 AND hn * cap_d > cap_n * hd) AS is_capped,
            CASE WHEN en * cap_d > cap_n * ed THEN cap_n ELSE en END AS en,
            CASE WHEN en * cap_d > cap_n * ed THEN cap_d ELSE ed END AS ed,
            CASE WHEN hn * cap_d > cap_n * hd THEN cap_n ELSE hn END AS hn,
            CASE WHEN hn * cap_d > cap_n * hd THEN cap_d ELSE hd END AS hd
        FROM weighted
    ),
    fractions AS (
        SELECT
            *,
            ecap_wh > 0 AND we + wh > 0 AS utilised,
            CASE WHEN we > 0 THEN we * en * (CASE WHEN wh > 0 THEN hd ELSE 1 END) ELSE 0 END
                + CASE WHEN wh > 0 THEN wh * hn * (CASE WHEN we > 0 THEN ed ELSE 1 END) ELSE 0 END AS un,
            greatest(we + wh, 1)::HUGEINT * CASE WHEN we > 0 THEN ed ELSE 1 END * CASE WHEN wh > 0 THEN hd ELSE 1 END AS ud
        FROM capped
    )
    SELECT * FROM fractions
    WHERE CASE WHEN utilised
        THEN capacity_wh = ecap_wh AND used_wh = ecap_wh * un // ud
        ELSE capacity_wh IS NULL AND used_wh IS NULL END;

-- 3. One row for each enterprise and day. heard is null where both fit.
CREATE TABLE members AS
    WITH known AS (
        SELECT
            * REPLACE (CASE WHEN count(*) OVER same = 1 THEN heard END AS heard),
            row_number() OVER (same ORDER BY heard DESC) AS place
        FROM utilisations
        WINDOW same AS (PARTITION BY day, enterprise)
    )
    SELECT
        *,
        coalesce(evidence, CASE WHEN metered THEN 'POWER' ELSE 'PRESENCE' END) <> 'PRESENCE'
            AND metered AND NOT covered AND NOT at_work AS is_unknown
    FROM known WHERE place = 1;

-- 4. The scopes in which each of them counts.
CREATE VIEW memberships AS
    WITH parts AS (
        SELECT
            day, enterprise, park,
            list_concat(['all'], list_transform(prefixes(region), lambda r: 'region:' || r)) AS places,
            list_concat(
                list_transform(list_filter(string_split(coalesce(tiers, ''), ';'), lambda t: t <> ''),
                    lambda t: '/tier:' || t),
                list_filter(
                    ['/industry:' || industry, '/site:' || site_kind, '/priority:' || priority],
                    lambda part: part IS NOT NULL)) AS everywhere,
            list_transform(prefixes(grid), lambda g: '/grid:' || g) AS inside,
            list_filter(
                ['/class:' || park_class::VARCHAR, '/batch:' || batch::VARCHAR],
                lambda part: part IS NOT NULL) AS across
        FROM members
    ),
    names AS (
        SELECT day, enterprise, unnest(places) AS scope FROM parts
        UNION ALL
        SELECT day, enterprise, place || unnest(list_concat(everywhere, across)) AS scope
        FROM (SELECT * EXCLUDE places, unnest(places) AS place FROM parts)
        UNION ALL
        SELECT day, enterprise, 'park:' || park AS scope FROM parts
        UNION ALL
        SELECT day, enterprise, 'park:' || park || unnest(list_concat(everywhere, inside)) AS scope FROM parts
    )
    SELECT * FROM names;

-- 5. The method that weighs and prints a scope: its park's; above parks the one that all its parks have, else the default.
CREATE VIEW scope_methods AS
    WITH places AS (
        SELECT
            park_id, park_class, batch, method,
            unnest(list_concat(['all'], list_transform(prefixes(region), lambda r: 'region:' || r))) AS place
        FROM parks
    ),
    -- Parts of places have the parks with an enterprise in them, at whatever time.
    parts AS (
        SELECT p.place, p.method,
            unnest(list_concat(
                list_transform(list_filter(string_split(coalesce(r.tiers, ''), ';'), lambda t: t <> ''),
                    lambda t: '/tier:' || t),
                list_filter(
                    [
                        '/industry:' || r.industry, '/site:' || r.site_kind, '/priority:' || r.priority,
                        '/class:' || p.park_class::VARCHAR, '/batch:' || p.batch::VARCHAR
                    ],
                    lambda part: part IS NOT NULL))) AS part
        FROM places p JOIN enterprise_rows r ON r.park_id = p.park_id
    ),
    above AS (
        SELECT place AS scope, method FROM places
        UNION ALL
        SELECT place || part AS scope, method FROM parts
    )
    SELECT scope, CASE WHEN count(DISTINCT method) = 1 THEN any_value(method) ELSE 'zhejiang-2020' END AS method
    FROM above GROUP BY scope;

-- 6. What the enterprises of a scope add up to.
CREATE TABLE sums AS
    SELECT
        s.scope,
        m.day,
        any_value(CASE WHEN s.scope[1:5] = 'park:' THEN m.method ELSE k.method END) AS method,
        CASE WHEN bool_or(m.window_ms < m.day_ms) THEN 'provisional' ELSE 'final' END AS status,
        count(*) AS enterprises,
        count_if(m.metered) AS metered,
        count_if(m.matched) AS matched,
        count_if(m.metered AND m.covered_ms = 0) AS silent,
        count_if(m.power_resumed) AS power_resumed,
        count_if(m.at_work) AS at_work,
        count_if(m.is_unknown) AS unknown,
        coalesce(sum(m.energy_wh::HUGEINT)
            FILTER (CASE m.output WHEN 'ALL' THEN m.matched ELSE m.power_resumed END), 0)::HUGEINT AS output_wh,
        coalesce(sum(m.baseline_wh::HUGEINT)
            FILTER (CASE m.output WHEN 'RESUMED_ONLY' THEN m.power_resumed ELSE m.matched END), 0)::HUGEINT AS output_baseline_wh,
        sum(m.returned::HUGEINT)::HUGEINT AS returned,
        sum(m.staff_registered::HUGEINT)::HUGEINT AS staff_registered,
        count_if(coalesce(m.heard, false)) AS heard,
        count_if(m.heard IS NULL) AS perhaps_heard,
        coalesce(sum(m.used_wh::HUGEINT), 0)::HUGEINT AS used_wh,
        coalesce(sum(m.capacity_wh::HUGEINT), 0)::HUGEINT AS capacity_wh,
        coalesce(sum(m.covered_ms::HUGEINT) FILTER (m.metered), 0)::HUGEINT AS covered_ms,
        coalesce(sum(m.window_ms::HUGEINT) FILTER (m.metered), 0)::HUGEINT AS metered_ms,
        count_if(m.utilised AND m.un * m.target_d >= m.target_n * m.ud) AS at_target,
        count_if(m.utilised) AS utilised,
        coalesce(sum(1000000 * m.un // m.ud) FILTER (m.utilised), 0)::HUGEINT AS utilisation_millionths,
        count_if(m.utilised AND 10 * m.un < 3 * m.ud) AS utilisation_bands_0,
        count_if(m.utilised AND 10 * m.un >= 3 * m.ud AND 10 * m.un < 5 * m.ud) AS utilisation_bands_1,
        count_if(m.utilised AND 10 * m.un >= 5 * m.ud AND 10 * m.un < 8 * m.ud) AS utilisation_bands_2,
        count_if(m.utilised AND 10 * m.un >= 8 * m.ud AND 10 * m.un < 9 * m.ud) AS utilisation_bands_3,
        count_if(m.utilised AND 10 * m.un >= 9 * m.ud) AS utilisation_bands_4,
        count_if(coalesce(m.heard, false) AND m.staff_registered > 0 AND 10 * m.returned::HUGEINT < 3 * m.staff_registered) AS staff_bands_0,
        count_if(m.heard IS NULL AND m.staff_registered > 0) AS perhaps_in_staff_bands_0,
        count_if(m.staff_registered > 0 AND 10 * m.returned::HUGEINT >= 3 * m.staff_registered
            AND 10 * m.returned < 5 * m.staff_registered) AS staff_bands_1,
        count_if(m.staff_registered > 0 AND 10 * m.returned::HUGEINT >= 5 * m.staff_registered
            AND 10 * m.returned < 8 * m.staff_registered) AS staff_bands_2,
        count_if(m.staff_registered > 0 AND 10 * m.returned::HUGEINT >= 8 * m.staff_registered
            AND 10 * m.returned < 9 * m.staff_registered) AS staff_bands_3,
        count_if(m.staff_registered > 0 AND 10 * m.returned::HUGEINT >= 9 * m.staff_registered) AS staff_bands_4
    FROM memberships s
        JOIN members m ON m.day = s.day AND m.enterprise = s.enterprise
        LEFT JOIN scope_methods k ON k.scope = s.scope
    GROUP BY s.scope, m.day;

-- 7. Rates behind their gates: null where too little is known, or d is 0.
CREATE TABLE recomputed AS
    WITH gates AS (
        SELECT
            s.*,
            k.rounding, k.decimals, k.index_decimals, k.trim_zeros,
            numerator_of(k.weight_work) AS ww_n, denominator_of(k.weight_work) AS ww_d,
            numerator_of(k.weight_output) AS wo_n, denominator_of(k.weight_output) AS wo_d,
            matched * denominator_of(k.scope_gate) >= numerator_of(k.scope_gate) * metered AS enough_matched,
            (enterprises - unknown) * denominator_of(k.scope_gate)
                >= numerator_of(k.scope_gate) * enterprises AS enough_known
        FROM sums s JOIN methods k ON k.method = s.method
    ),
    rates AS (
        SELECT
            *,
            CASE WHEN enough_known AND enterprises > 0 THEN at_work END AS er_n,
            CASE WHEN enough_known AND enterprises > 0 THEN enterprises END AS er_d,
            CASE WHEN enough_matched AND metered > 0 THEN power_resumed END AS w_n,
            CASE WHEN enough_matched AND metered > 0 THEN metered END AS w_d,
            CASE WHEN enough_matched AND output_baseline_wh > 0 THEN output_wh END AS p_n,
            CASE WHEN enough_matched AND output_baseline_wh > 0 THEN output_baseline_wh END AS p_d,
            CASE WHEN heard > 0 AND staff_registered > 0 THEN returned END AS sr_n,
            CASE WHEN heard > 0 AND staff_registered > 0 THEN staff_registered END AS sr_d,
            CASE WHEN capacity_wh > 0 THEN used_wh END AS cu_n,
            CASE WHEN capacity_wh > 0 THEN capacity_wh END AS cu_d,
            CASE WHEN metered_ms > 0 THEN covered_ms END AS co_n,
            CASE WHEN metered_ms > 0 THEN metered_ms END AS co_d,
            CASE WHEN utilised > 0 THEN at_target END AS ta_n,
            CASE WHEN utilised > 0 THEN utilised END AS ta_d,
            CASE WHEN utilised > 0 THEN utilisation_millionths END AS um_n,
            CASE WHEN utilised > 0 THEN 1000000 * utilised END AS um_d
        FROM gates
    )
    SELECT
        scope, day, status, method,
        er_n AS enterprise_resumption_n, er_d AS enterprise_resumption_d,
        printed_rate(er_n, er_d, rounding, decimals, trim_zeros) AS enterprise_resumption_printed,
        w_n AS power_work_rate_n, w_d AS power_work_rate_d,
        printed_rate(w_n, w_d, rounding, decimals, trim_zeros) AS power_work_rate_printed,
        p_n AS power_output_rate_n, p_d AS power_output_rate_d,
        printed_rate(p_n, p_d, rounding, decimals, trim_zeros) AS power_output_rate_printed,
        -- 100 × (weight_work × W + weight_output × P).
        CASE WHEN w_n IS NOT NULL AND p_n IS NOT NULL THEN
            with_point(
                rounded(
                    100 * power_of_ten(index_decimals) * (ww_n * w_n * wo_d * p_d + wo_n * p_n * ww_d * w_d),
                    ww_d * w_d * wo_d * p_d,
                    rounding),
                index_decimals)
        END AS resumption_index_printed,
        sr_n AS staff_return_n, sr_d AS staff_return_d,
        printed_rate(sr_n, sr_d, rounding, decimals, trim_zeros) AS staff_return_printed,
        cu_n AS capacity_utilisation_n, cu_d AS capacity_utilisation_d,
        printed_rate(cu_n, cu_d, rounding, decimals, trim_zeros) AS capacity_utilisation_printed,
        co_n AS coverage_n, co_d AS coverage_d,
        printed_rate(co_n, co_d, rounding, decimals, trim_zeros) AS coverage_printed,
        enterprises, metered, matched, silent,
        ta_n AS target_rate_n, ta_d AS target_rate_d,
        printed_rate(ta_n, ta_d, rounding, decimals, trim_zeros) AS target_rate_printed,
        um_n AS utilisation_mean_n, um_d AS utilisation_mean_d,
        printed_rate(um_n, um_d, rounding, decimals, trim_zeros) AS utilisation_mean_printed,
        utilisation_bands_0, utilisation_bands_1, utilisation_bands_2, utilisation_bands_3, utilisation_bands_4,
        staff_bands_0, staff_bands_1, staff_bands_2, staff_bands_3, staff_bands_4,
        heard, perhaps_heard, perhaps_in_staff_bands_0, staff_registered
    FROM rates;

-- 8. What is written otherwise than it comes out here: no row, if all is right. Percentages are the nearest doubles of n / d
--    and are left aside; so is the index itself, whose printed figure is compared.
--    Where no column says whether a staff source was silent, both of what may follow are right: nobody returned of all
--    registered, or nothing is known.
CREATE VIEW differences AS
    WITH written AS (
        UNPIVOT (
            SELECT scope, day, COLUMNS(lambda name: name NOT IN ('scope', 'day', 'revision', 'resumption_index')
                AND NOT suffix(name, '_percent'))::VARCHAR
            FROM daily)
        ON COLUMNS(* EXCLUDE (scope, day)) INTO NAME figure VALUE written
    ),
    computed AS (
        UNPIVOT (
            SELECT scope, day, COLUMNS(lambda name: name NOT IN ('scope', 'day', 'heard', 'perhaps_heard',
                'perhaps_in_staff_bands_0', 'staff_registered'))::VARCHAR
            FROM recomputed)
        ON COLUMNS(* EXCLUDE (scope, day)) INTO NAME figure VALUE recomputed
    )
    SELECT scope, day, figure, written, c.recomputed
    FROM written w
        FULL JOIN computed c USING (scope, day, figure)
        LEFT JOIN recomputed r USING (scope, day)
    WHERE written IS DISTINCT FROM c.recomputed
        AND NOT coalesce(
            figure = 'staff_bands_0'
                AND TRY_CAST(written AS HUGEINT) - TRY_CAST(c.recomputed AS HUGEINT)
                    BETWEEN 0 AND perhaps_in_staff_bands_0,
            false)
        AND NOT coalesce(
            heard = 0 AND perhaps_heard > 0 AND written = CASE figure
                WHEN 'staff_return_n' THEN '0'
                WHEN 'staff_return_d' THEN staff_registered::VARCHAR
                WHEN 'staff_return_printed' THEN '0%' END,
            false)
    ORDER BY scope, day, figure;
