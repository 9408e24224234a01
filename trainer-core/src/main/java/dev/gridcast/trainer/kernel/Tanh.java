package dev.gridcast.trainer.kernel;

/**
 * The numbers of {@link Kernels#tanh}: {@code P = P1 + P3 y + P5 y^2 + … + P13 y^6} and {@code Q =
 * Q0 + Q2 y + Q4 y^2 + Q6 y^3} with {@code y = x^2}, as published in Eigen,
 * Eigen/src/Core/MathFunctionsImpl.h, rounded to floats.
 */
public final class Tanh {

  /** Beyond this, tanh is 1 as a float. */
  public static final float CLAMP = 7.905311f;

  public static final float P1 = 0.0048935246f;
  public static final float P3 = 6.3726195e-4f;
  public static final float P5 = 1.48572235e-5f;
  public static final float P7 = 5.1222973e-8f;
  public static final float P9 = -8.604672e-11f;
  public static final float P11 = 2.000188e-13f;
  public static final float P13 = -2.7607684e-16f;

  public static final float Q0 = 0.004893525f;
  public static final float Q2 = 0.0022684347f;
  public static final float Q4 = 1.1853471e-4f;
  public static final float Q6 = 1.1982584e-6f;

  private Tanh() {}
}
