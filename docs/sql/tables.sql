-- The tables of an export as views, for DuckDB. Run it in the directory with the files, or set file_search_path to it.
-- Of CSV files, run tables-csv.sql instead.
SET TimeZone = 'UTC';

CREATE VIEW daily AS FROM read_parquet('daily.parquet');
CREATE VIEW enterprises AS FROM read_parquet('enterprises.parquet');
CREATE VIEW parks AS FROM read_parquet('parks.parquet');
CREATE VIEW enterprise_rows AS FROM read_parquet('enterprise_rows.parquet');
CREATE VIEW methods AS FROM read_parquet('methods.parquet');
