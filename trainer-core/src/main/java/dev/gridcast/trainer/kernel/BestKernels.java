package dev.gridcast.trainer.kernel;

/** Chooses once per JVM. */
final class BestKernels {

  /** Not in the constant pool of any class: on a JVM without the module it must not be loaded. */
  private static final String VECTOR = "dev.gridcast.trainer.kernel.simd.VectorKernels";

  static final Kernels INSTANCE = choose();

  private BestKernels() {}

  private static Kernels choose() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Kernels.scalar();
    }
    try {
      return Class.forName(VECTOR).asSubclass(Kernels.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this jar is incomplete: no " + VECTOR, e);
    }
  }
}
