"""PyTorch's side of benchmarks/trainer.sh: obeys the orders that TrainerWorker.java obeys.

Needs Debian's python3-torch. One thread takes more than set_num_threads: the OpenBLAS under PyTorch
has threads of its own, which OPENBLAS_NUM_THREADS=1 stops; the caller sets it.
"""

import sys
import time

import numpy
import torch

OUTPUTS = 2
torch.set_num_threads(1)
torch.manual_seed(1)


class Forecaster(torch.nn.Module):
    def __init__(self, features, units, outputs):
        super().__init__()
        self.lstm = torch.nn.LSTM(features, units, batch_first=True)
        self.dense = torch.nn.Linear(units, outputs)

    def forward(self, windows):
        states, _ = self.lstm(windows)
        return self.dense(states[:, -1])


class Fit:
    """A network and its batches, which were cut beforehand."""

    def __init__(self, inputs, targets, units, batch, loss, rate):
        self.network = Forecaster(inputs.shape[2], units, targets.shape[1])
        self.loss = loss
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=rate)
        self.count = len(inputs)
        self.batches = [
            (inputs[i : i + batch].contiguous(), targets[i : i + batch].contiguous())
            for i in range(0, len(inputs), batch)
        ]

    def epoch(self):
        for inputs, targets in self.batches:
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(self.network(inputs), targets)
            loss.backward()
            self.optimizer.step()


def windows(rows, lags, targets):
    """[row][feature] -> [window][lag][feature], for the windows before these target rows."""
    places = targets[:, None] + numpy.arange(-lags, 0)[None, :]
    return torch.from_numpy(rows[places])


def shape(features, lags, units, batch, count):
    rows = torch.randn(count + lags, features).cumsum(0).mul(0.05).numpy()
    targets = numpy.arange(lags, count + lags)
    known = torch.from_numpy(rows[targets][:, :OUTPUTS].copy())
    return Fit(windows(rows, lags, targets), known, units, batch, torch.nn.MSELoss(), 1e-3)


def measure(step, amount, seconds):
    """Whole steps until the time is up: amount of work, wall seconds, processor seconds."""
    done = 0
    cpu = time.process_time()
    start = time.perf_counter()
    while True:
        step()
        done += amount
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return f"{done} {elapsed} {time.process_time() - cpu}"


def real(path, lags, units, batch, epochs, percent):
    """The case that benchmarks/trainer.sh gives the trainer: the same windows, the same steps.

    Candles as logarithms against the close before, volume as it is, all scaled to 0..1 over the
    training rows; high, low and close are forecast; the mean absolute error is minimised; each
    epoch is judged on the validation windows.
    """
    table = numpy.genfromtxt(path, delimiter=",", skip_header=1)
    times, prices, volume = table[:, 0], table[:, 1:5], table[:, 5:6]
    before = numpy.concatenate([prices[:1, 3], prices[:-1, 3]])[:, None]
    columns = numpy.concatenate([numpy.log(prices / before), volume], axis=1)
    cut = len(columns) * percent // 100
    low, high = columns[1:cut].min(0), columns[1:cut].max(0)
    scaled = ((columns - low) / (high - low)).astype(numpy.float32)
    steps = numpy.diff(times)
    broken = numpy.concatenate([[0], numpy.cumsum(steps != numpy.median(steps))])

    def valid(first, end):
        targets = numpy.arange(first + lags, end)
        return targets[broken[targets] == broken[targets - lags]]

    fitted, judged = valid(0, cut), valid(cut, len(columns))
    labels = torch.from_numpy(scaled[:, 1:4].copy())
    fit = Fit(
        windows(scaled, lags, fitted), labels[fitted], units, batch, torch.nn.L1Loss(), 1e-3
    )
    inputs, known = windows(scaled, lags, judged), labels[judged]
    start = time.perf_counter()
    for _ in range(epochs):
        fit.epoch()
        with torch.no_grad():
            error = (fit.network(inputs) - known).square().mean().sqrt().item()
    return f"{len(fitted)} {time.perf_counter() - start} {error}"


def main():
    fits = {}
    print(f"= PyTorch {torch.__version__}", flush=True)
    for line in sys.stdin:
        order, *words = line.split()
        if order == "shape":
            fits[words[0]] = shape(*map(int, words[1:]))
            answer = "ready"
        elif order == "fit":
            fit = fits[words[0]]
            answer = measure(fit.epoch, fit.count, float(words[1]))
        elif order == "sgemm":
            size = 1024
            a, b, c = (torch.randn(size, size) for _ in range(3))
            answer = measure(lambda: torch.mm(a, b, out=c), 2 * size**3, float(words[0]))
        elif order == "real":
            answer = real(words[0], *map(int, words[1:]))
        else:
            raise ValueError(line)
        print("= " + answer, flush=True)


main()
