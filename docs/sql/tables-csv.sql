-- The same as tables.sql, of CSV files. Names and ids may look like numbers, so they are said to be texts.
SET TimeZone = 'UTC';

CREATE VIEW daily AS FROM read_csv('daily.csv', types = {
    'scope': 'VARCHAR', 'method': 'VARCHAR', 'resumption_index_printed': 'VARCHAR'});
CREATE VIEW enterprises AS FROM read_csv('enterprises.csv', types = {
    'park': 'VARCHAR', 'enterprise': 'VARCHAR', 'used_wh': 'BIGINT', 'capacity_wh': 'BIGINT'});
CREATE VIEW parks AS FROM read_csv('parks.csv', types = {
    'park_id': 'VARCHAR', 'region': 'VARCHAR', 'park_class': 'BIGINT', 'batch': 'BIGINT', 'method': 'VARCHAR'});
CREATE VIEW enterprise_rows AS FROM read_csv('enterprise_rows.csv', types = {
    'enterprise_id': 'VARCHAR', 'park_id': 'VARCHAR', 'tiers': 'VARCHAR', 'industry': 'VARCHAR', 'site_kind': 'VARCHAR',
    'grid': 'VARCHAR', 'priority': 'VARCHAR', 'evidence': 'VARCHAR',
    'valid_from': 'TIMESTAMPTZ', 'valid_to': 'TIMESTAMPTZ'});
CREATE VIEW methods AS
    SELECT * REPLACE (
        decimals::BIGINT AS decimals, index_decimals::BIGINT AS index_decimals, trim_zeros::BOOLEAN AS trim_zeros)
    FROM read_csv('methods.csv', all_varchar = true);
