-- Wavecast's topics as tables, for Flink's SQL client with the Kafka connector (flink-sql-connector-kafka). Set the brokers.
CREATE TABLE forecasts (
  series      STRING,
  origin      BIGINT,                       -- time of the last observation, ms since the epoch
  stepMs      BIGINT,
  yhat        ARRAY<FLOAT>,                 -- 10 values, yhat[1] is one step ahead
  yhatLower   ARRAY<FLOAT>,
  yhatUpper   ARRAY<FLOAT>,
  `level`     DOUBLE,                       -- share of the values that the interval is meant to hold
  `model`     ROW<name STRING, version STRING>,
  warmup      BOOLEAN,
  imputed     BOOLEAN,
  origin_time AS TO_TIMESTAMP_LTZ(origin, 3),
  WATERMARK FOR origin_time AS origin_time - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'wavecast.forecasts',
  'properties.bootstrap.servers' = '127.0.0.1:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE TABLE alerts (
  id        STRING,
  series    STRING,
  `state`   STRING,                         -- OK, PENDING, WARNING, CRITICAL, RECOVERING
  since     BIGINT,
  score     FLOAT,
  direction STRING,
  reason    STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'wavecast.alerts',
  'properties.bootstrap.servers' = '127.0.0.1:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

-- One row for each value that is forecast, and the time it is for.
SELECT series,
       TO_TIMESTAMP_LTZ(origin + stepMs * ahead, 3) AS for_time,
       ahead,
       y,
       yhatLower[ahead] AS lower_bound,
       yhatUpper[ahead] AS upper_bound
FROM forecasts
CROSS JOIN UNNEST(yhat) WITH ORDINALITY AS leads (y, ahead)
WHERE NOT warmup;

-- How many series came to alert in each state.
SELECT `state`, COUNT(DISTINCT series) AS series FROM alerts GROUP BY `state`;
