-- Errors of every baseline instead of those of persistence alone, and forecasts of more rows than
-- one. What is there becomes the first of each.
ALTER TABLE result RENAME COLUMN persistence TO baselines;
UPDATE result SET baselines = json_object('persistence', json(baselines))
WHERE baselines IS NOT NULL;
UPDATE result SET forecast = json_array(json(forecast)) WHERE forecast IS NOT NULL;

-- The best result of a model is asked for with every report.
CREATE INDEX test_case_model ON test_case (json_extract(parameters, '$.model'));
