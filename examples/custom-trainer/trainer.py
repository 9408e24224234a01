#!/usr/bin/env python3
"""A trainer of your own, in plain Python 3: no library but Python's.

It does what docs/trainer.md says, so that the server can verify what it returns like any other
result: it reads parameters.csv and time-series.csv, cuts the windows, trains a small LSTM by
backpropagation through time with Adam, and writes result.json and model.safetensors.

It is an example, not a fast one: an LSTM of 4 units on 200 rows takes seconds, one of 50 units on
10,000 rows takes days. Put your own network where Lstm is. If it is none that the server knows,
write no model.safetensors: the result is then kept as a claim, apart from the leaderboard.
"""

import calendar
import csv
import hashlib
import json
import math
import os
import platform
import random
import struct
import sys
import time
from datetime import datetime, timezone
from operator import mul

VERSION = "1"
UNITS_OF_TIME = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


class BadInput(Exception):
    """What we were given cannot be worked with: exit code 2."""


class TrainingFailed(Exception):
    """The training ended without a model: exit code 4, and result.json says why."""


# --- the two files -------------------------------------------------------------------------------


def read_parameters(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != ["parameter", "value"]:
        raise BadInput("parameters.csv must begin with the line parameter,value")
    return {name: value for name, value in rows[1:]}


def milliseconds(text):
    """An ISO-8601 time in UTC, or milliseconds since 1970."""
    try:
        return int(text)
    except ValueError:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        return calendar.timegm(moment.utctimetuple()) * 1000 + moment.microsecond // 1000


def iso(millis):
    moment = datetime.fromtimestamp(millis // 1000, timezone.utc)
    fraction = ".%03d" % (millis % 1000) if millis % 1000 else ""
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


def read_series(path, time_column):
    """The times in milliseconds, and every other column as numbers, in the order of the file."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        names = next(rows)
        if time_column not in names:
            raise BadInput("time-series.csv has no column " + time_column)
        at = names.index(time_column)
        times, columns = [], {name: [] for name in names if name != time_column}
        for row in rows:
            times.append(milliseconds(row[at]))
            for name, cell in zip(names, row):
                if name != time_column:
                    columns[name].append(float(cell))
    return times, columns


# What this example can do of what a case may ask for; the defaults are those of docs/trainer.md.
ONLY = {"model": "lstm", "layers": "1", "dropout": "0", "horizon": "1", "scaler": "minmax",
        "optimizer": "adam", "schedule": "constant", "loss": "mae", "patience": "0",
        "clip": "0"}


def check(parameters):
    for name, value in ONLY.items():
        if parameters.get(name, value) != value:
            raise BadInput("this trainer only knows %s %s, not %s" % (name, value, parameters[name]))


def listed(parameters, name):
    return [word for word in parameters.get(name, "").split(",") if word]


# --- windows, as docs/trainer.md cuts them -------------------------------------------------------


class Scaler:
    """Min-max to [0, 1]; a column that is constant becomes 0."""

    def __init__(self, values):
        self.low = min(values)
        self.width = max(values) - self.low

    def scale(self, value):
        return (value - self.low) / self.width if self.width > 0 else 0.0

    def restore(self, scaled):
        return self.low + scaled * self.width


class Case:
    """One test case: its windows, its targets, and the way back to prices."""

    def __init__(self, parameters, times, columns):
        self.times, self.columns = times, columns
        self.labels = listed(parameters, "labels")
        self.lags = int(parameters["lags"])
        self.lead = int(parameters.get("lead-rows", self.lags))
        self.log_return = parameters.get("target", "log-return") == "log-return"
        self.reference = parameters.get("reference", "close" if self.log_return else None)
        self.step = self.find_step(parameters.get("timeframe"))
        self.validation_row = self.find_validation_row(parameters)
        self.rows_before = self.count_rows_before()
        self.inputs = [self.input_column(name, parameters) for name in self.features(parameters)]
        self.training = self.target_rows(0, self.validation_row)
        self.validation = self.target_rows(self.validation_row, len(times))
        if not self.training or not self.validation:
            raise BadInput("a range has no window: give more rows or fewer lags")
        self.scalers = [
            Scaler([self.target(label, row) for row in self.training]) for label in self.labels
        ]

    def find_step(self, timeframe):
        if timeframe:
            return int(timeframe[:-1]) * UNITS_OF_TIME[timeframe[-1]] * 1000
        steps = sorted(b - a for a, b in zip(self.times, self.times[1:]))
        return steps[len(steps) // 2]

    def find_validation_row(self, parameters):
        if "validation-from" in parameters:
            begin = milliseconds(parameters["validation-from"])
            return next((i for i, t in enumerate(self.times) if t >= begin), len(self.times))
        return len(self.times) * int(parameters.get("training-percent", "80")) // 100

    def features(self, parameters):
        """A feature NAME is the column NAME and every column NAME.part."""
        names = []
        for key in sorted(parameters):
            if key.startswith("feature.") and parameters[key] == "on":
                feature = key[len("feature."):]
                found = [c for c in self.columns if c == feature or c.startswith(feature + ".")]
                if not found:
                    raise BadInput("time-series.csv has no column for " + key)
                names += [c for c in found if c not in names]
        return names

    def count_rows_before(self):
        """How many rows before each lie in its range without a gap between."""
        before = [0] * len(self.times)
        for row in range(1, len(self.times)):
            near = self.times[row] - self.times[row - 1] == self.step
            if near and row != self.validation_row:
                before[row] = before[row - 1] + 1
        return before

    def target_rows(self, first, end):
        return [row for row in range(first, end) if self.rows_before[row] >= self.lead]

    def input_column(self, name, parameters):
        values = list(self.columns[name])
        level = self.log_return and name in listed(parameters, "price-columns")
        difference = self.log_return and name in listed(parameters, "price-difference-columns")
        relative = level or difference
        if relative:
            known = self.columns[self.reference]
            for row, value in enumerate(self.columns[name]):
                # The first row after a cut or a gap has no last price: it takes its own.
                share = value / (known[row - 1] if self.rows_before[row] else known[row])
                values[row] = math.log(share) if level else share
        stands_in = [relative and not before for before in self.rows_before]
        scaler = Scaler([values[row] for row in range(self.validation_row) if not stands_in[row]])
        scaled = [scaler.scale(value) for value in values]
        return [min(1.0, max(0.0, v)) if s else v for v, s in zip(scaled, stands_in)]

    def target(self, label, row):
        value = self.columns[label][row]
        return math.log(value / self.columns[self.reference][row - 1]) if self.log_return else value

    def window(self, row):
        """The rows before the target row, the oldest first."""
        return [[column[r] for column in self.inputs] for r in range(row - self.lags, row)]

    def targets(self, row):
        return [s.scale(self.target(label, row)) for s, label in zip(self.scalers, self.labels)]

    def prices(self, row, outputs):
        values = [scaler.restore(output) for scaler, output in zip(self.scalers, outputs)]
        if self.log_return:
            known = self.columns[self.reference][row - 1]
            values = [known * math.exp(value) for value in values]
        return values

    def last_known(self, label, row):
        return self.columns[self.reference or label][row - 1]

    def dropped_at_gaps(self):
        roomy = max(0, self.validation_row - self.lead) - len(self.training)
        return roomy + max(0, len(self.times) - self.validation_row - self.lead) - len(
            self.validation
        )


# --- the network ---------------------------------------------------------------------------------


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else 1 - 1 / (1 + math.exp(x))


class Lstm:
    """One LSTM layer and a dense layer on its last step; gates in PyTorch's order i, f, g, o."""

    def __init__(self, features, units, labels, seed):
        chance = random.Random(seed)
        bound = 1 / math.sqrt(units)
        self.features, self.units = features, units
        # One row for each gate and unit: its weights of the input, of the last answer, its bias.
        self.gates = [
            [chance.uniform(-bound, bound) for _ in range(features + units)] + [0.0]
            for _ in range(4 * units)
        ]
        for row in self.gates[units:2 * units]:
            row[-1] = 1.0  # remember, until told to forget
        self.dense = [
            [chance.uniform(-bound, bound) for _ in range(units)] + [0.0] for _ in range(labels)
        ]

    def rows(self):
        return self.gates + self.dense

    def copy(self):
        return [list(row) for row in self.rows()]

    def put(self, rows):
        self.gates = [list(row) for row in rows[:4 * self.units]]
        self.dense = [list(row) for row in rows[4 * self.units:]]

    def forward(self, window, trace=None):
        units = self.units
        hidden, cell = [0.0] * units, [0.0] * units
        for inputs in window:
            seen = inputs + hidden + [1.0]
            sums = [sum(map(mul, row, seen)) for row in self.gates]
            i = [sigmoid(x) for x in sums[:units]]
            f = [sigmoid(x) for x in sums[units:2 * units]]
            g = [math.tanh(x) for x in sums[2 * units:3 * units]]
            o = [sigmoid(x) for x in sums[3 * units:]]
            before = cell
            cell = [f[u] * before[u] + i[u] * g[u] for u in range(units)]
            bent = [math.tanh(x) for x in cell]
            hidden = [o[u] * bent[u] for u in range(units)]
            if trace is not None:
                trace.append((seen, i, f, g, o, before, bent))
        answer = [sum(map(mul, row, hidden + [1.0])) for row in self.dense]
        return answer, hidden

    def learn(self, window, targets, slopes):
        """Adds the slopes of the mean absolute error of one window; gives the error."""
        units, trace = self.units, []
        answer, hidden = self.forward(window, trace)
        last = hidden + [1.0]
        d_hidden = [0.0] * units
        for row, slope, got, wanted in zip(self.dense, slopes[4 * units:], answer, targets):
            sign = ((got > wanted) - (got < wanted)) / len(targets)
            if sign:
                for k, value in enumerate(last):
                    slope[k] += sign * value
                for u in range(units):
                    d_hidden[u] += sign * row[u]
        d_cell = [0.0] * units
        for seen, i, f, g, o, before, bent in reversed(trace):
            d_sums = [0.0] * (4 * units)
            for u in range(units):
                d_cell[u] += d_hidden[u] * o[u] * (1 - bent[u] * bent[u])
                d_sums[u] = d_cell[u] * g[u] * i[u] * (1 - i[u])
                d_sums[units + u] = d_cell[u] * before[u] * f[u] * (1 - f[u])
                d_sums[2 * units + u] = d_cell[u] * i[u] * (1 - g[u] * g[u])
                d_sums[3 * units + u] = d_hidden[u] * bent[u] * o[u] * (1 - o[u])
                d_cell[u] *= f[u]
            d_hidden = [0.0] * units
            for row, slope, d_sum in zip(self.gates, slopes, d_sums):
                for k, value in enumerate(seen):
                    slope[k] += d_sum * value
                for u in range(units):
                    d_hidden[u] += d_sum * row[self.features + u]
        return sum(abs(got - wanted) for got, wanted in zip(answer, targets)) / len(targets)


class Adam:
    def __init__(self, rows, rate):
        self.rate, self.steps = rate, 0
        self.mean = [[0.0] * len(row) for row in rows]
        self.square = [[0.0] * len(row) for row in rows]

    def step(self, rows, slopes):
        self.steps += 1
        rate = self.rate * math.sqrt(1 - 0.999 ** self.steps) / (1 - 0.9 ** self.steps)
        for row, slope, mean, square in zip(rows, slopes, self.mean, self.square):
            for k, d in enumerate(slope):
                mean[k] = 0.9 * mean[k] + 0.1 * d
                square[k] = 0.999 * square[k] + 0.001 * d * d
                row[k] -= rate * mean[k] / (math.sqrt(square[k]) + 1e-8)


def clip(slopes, most):
    norm = math.sqrt(sum(d * d for slope in slopes for d in slope))
    if norm > most:
        for slope in slopes:
            for k in range(len(slope)):
                slope[k] *= most / norm


# --- figures, as docs/trainer.md defines them ----------------------------------------------------


def metrics(case, rows, forecasts):
    per_label, pooled, moved, right = {}, 0.0, 0, 0
    for k, label in enumerate(case.labels):
        squares = absolutes = magnitudes = 0.0
        for row, forecast in zip(rows, forecasts):
            real, last, guess = case.columns[label][row], case.last_known(label, row), forecast[k]
            squares += (guess - real) ** 2
            absolutes += abs(guess - real)
            magnitudes += abs(real)
            if real != last:
                moved += 1
                right += guess != last and (guess > last) == (real > last)
        pooled += squares
        per_label[label] = {"rmse": math.sqrt(squares / len(rows)), "mae": absolutes / len(rows)}
        if magnitudes > 0:
            per_label[label]["mape"] = 100 * absolutes / magnitudes
    found = {"rmse": math.sqrt(pooled / len(rows) / len(case.labels)), "perLabel": per_label}
    if moved:
        found["directionalAccuracy"] = right / moved
    return found


def evaluate(case, network):
    rows = case.validation
    return metrics(case, rows, [case.prices(r, network.forward(case.window(r))[0]) for r in rows])


def persistence(case):
    rows = case.validation
    return metrics(case, rows, [[case.columns[l][r - 1] for l in case.labels] for r in rows])


# --- training ------------------------------------------------------------------------------------


def train(case, parameters, naive):
    """The best network, and what each epoch brought."""
    network = Lstm(
        len(case.inputs), int(parameters["units"]), len(case.labels), int(parameters.get("seed", 1))
    )
    optimiser = Adam(network.rows(), float(parameters.get("learning-rate", "0.001")))
    epochs, batch = int(parameters["epochs"]), int(parameters.get("batch", "72"))
    most = float(parameters.get("trainer.clip", "5"))  # the one parameter of our own
    samples = [(case.window(row), case.targets(row)) for row in case.training]
    started, history, best = time.monotonic(), [], None
    for epoch in range(1, epochs + 1):
        loss = 0.0
        for begin in range(0, len(samples), batch):
            some = samples[begin:begin + batch]
            slopes = [[0.0] * len(row) for row in network.rows()]
            loss += sum(network.learn(window, targets, slopes) for window, targets in some)
            for slope in slopes:
                for k in range(len(slope)):
                    slope[k] /= len(some)
            clip(slopes, most)
            optimiser.step(network.rows(), slopes)
        rmse = evaluate(case, network)["rmse"]
        if not (math.isfinite(loss) and math.isfinite(rmse)):
            raise TrainingFailed("diverged", "the loss of epoch %d is not a number" % epoch)
        history.append({"trainingLoss": loss / len(samples), "validationRmse": rmse})
        if best is None or rmse < best[0]:
            best = (rmse, epoch, network.copy())
        line = {"epoch": epoch, "epochs": epochs}
        line.update(history[-1], persistenceRmse=naive["rmse"])
        line["seconds"] = round(time.monotonic() - started, 3)
        print(json.dumps(line), flush=True)
    network.put(best[2])
    return network, best[1], history, time.monotonic() - started


def narrow(network):
    """Rounds to 32 bits, as the file will: the figures must be those of the file's numbers."""
    network.put([list(struct.unpack("<%df" % len(r), struct.pack("<%df" % len(r), *r)))
                 for r in network.rows()])


def safetensors(network):
    features = network.features
    tensors = {
        "lstm.weight_ih_l0": [row[:features] for row in network.gates],
        "lstm.weight_hh_l0": [row[features:-1] for row in network.gates],
        "lstm.bias_ih_l0": [row[-1] for row in network.gates],
        "dense.weight": [row[:-1] for row in network.dense],
        "dense.bias": [row[-1] for row in network.dense],
    }
    header, data = {}, b""
    for name, tensor in tensors.items():
        flat = tensor if isinstance(tensor[0], float) else [v for row in tensor for v in row]
        shape = [len(tensor)] if isinstance(tensor[0], float) else [len(tensor), len(tensor[0])]
        numbers = struct.pack("<%df" % len(flat), *flat)
        header[name] = {
            "dtype": "F32",
            "shape": shape,
            "data_offsets": [len(data), len(data) + len(numbers)],
        }
        data += numbers
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 8)
    return struct.pack("<Q", len(text)) + text + data


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def work(source, target):
    begun = int(time.time() * 1000)
    parameters = read_parameters(os.path.join(source, "parameters.csv"))
    check(parameters)
    series = os.path.join(source, "time-series.csv")
    case = Case(parameters, *read_series(series, parameters.get("time", "time")))
    naive = persistence(case)
    network, best, history, seconds = train(case, parameters, naive)
    narrow(network)
    validation = evaluate(case, network)
    validation["samples"] = len(case.validation)
    validation["baselines"] = {"persistence": naive}
    model = safetensors(network)
    result = {
        "format": 2,
        "status": "trained",
        "labels": case.labels,
        "notes": [],
        "validation": validation,
        "training": {"samples": len(case.training)},
        "bestEpoch": best,
        "epochs": len(history),
        "epochsPlanned": len(history),
        "stoppedEarly": False,
        "seconds": seconds,
        "windowsDroppedAtGaps": case.dropped_at_gaps(),
        "history": {
            name: [epoch[name] for epoch in history] for name in ("trainingLoss", "validationRmse")
        },
        "forecast": [],
        "provenance": {
            "gridcastVersion": "none",
            "engine": "custom-trainer example",
            "engineVersion": VERSION + " python " + platform.python_version(),
            "datasetSha256": sha256(read_bytes(series)),
            "parametersSha256": sha256(read_bytes(os.path.join(source, "parameters.csv"))),
            "modelSha256": sha256(model),
            "seed": int(parameters.get("seed", 1)),
            "java": "none",
            "os": platform.system() + " " + platform.release(),
            "arch": platform.machine(),
            "cpu": "unknown",
            "startedAt": iso(begun),
            "finishedAt": iso(int(time.time() * 1000)),
        },
    }
    if case.rows_before[-1] >= case.lags - 1:
        row = len(case.times)
        prices = case.prices(row, network.forward(case.window(row))[0])
        when = iso(case.times[-1] + case.step)
        result["forecast"] = [{"time": when, "values": dict(zip(case.labels, prices))}]
    with open(os.path.join(target, "model.safetensors"), "wb") as file:
        file.write(model)
    write_result(target, result)


def write_result(target, result):
    with open(os.path.join(target, "result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=2, allow_nan=False)


def main():
    source = os.environ.get("GRIDCAST_INPUT", "/gridcast/in")
    target = os.environ.get("GRIDCAST_OUTPUT", "/gridcast/out")
    try:
        work(source, target)
        return 0
    except (BadInput, LookupError, ValueError, OSError) as problem:
        kind, reason, code = "bad-parameters", "%s: %s" % (type(problem).__name__, problem), 2
    except (TrainingFailed, OverflowError) as problem:
        kind, reason, code = "diverged", str(problem.args[-1]), 4
    print(reason, file=sys.stderr)
    write_result(target, {"format": 2, "status": "failed", "kind": kind, "reason": reason})
    return code


if __name__ == "__main__":
    sys.exit(main())
