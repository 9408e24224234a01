package dev.gridcast.client.machine;

import java.time.Duration;

/** Sensors that say what a test wants: a cool, quiet, unused machine on mains at first. */
public final class FakeSensors implements Sensors {

  public Reading<Double> othersLoad = Reading.of(0.0);
  public Reading<Duration> sinceInput = Reading.of(Duration.ofHours(1));
  public Reading<Power> power = Reading.of(Power.MAINS);
  public Reading<Double> celsius = Reading.of(50.0);

  @Override
  public Reading<Double> othersLoad() {
    return othersLoad;
  }

  @Override
  public Reading<Duration> sinceInput() {
    return sinceInput;
  }

  @Override
  public Reading<Power> power() {
    return power;
  }

  @Override
  public Reading<Double> celsius() {
    return celsius;
  }

  @Override
  public Reading<Double> charge() {
    return Reading.unsupported("there is no battery");
  }

  @Override
  public Reading<Long> freeMemory() {
    return Reading.of(1L << 30);
  }
}
