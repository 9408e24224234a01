package dev.gridcast.client.runtime.docker;

/** The two builds of the trainer: each has its own jar, Dockerfile and images. */
public enum TrainerKind {
  /** Computes on processors. */
  CPU("trainer", "GRIDCAST_BASE_IMAGE", "build it by mvn -pl trainer-core -am package"),

  /** Computes on NVIDIA's graphics processors. */
  CUDA(
      "trainer-cuda",
      "GRIDCAST_CUDA_BASE_IMAGE",
      "build it by mvn -P cuda -pl trainer-core -DskipTests package and put it beside trainer.jar,"
          + " or name it by --trainer-cuda-jar, or pull a ready image by `gridcast client image"
          + " pull --gpu`");

  private final String word;
  private final String baseVariable;
  private final String remedy;

  TrainerKind(String word, String baseVariable, String remedy) {
    this.word = word;
    this.baseVariable = baseVariable;
    this.remedy = remedy;
  }

  /** The value of {@link Labels#IMAGE} on its images. */
  String label() {
    return word;
  }

  /** What its images are called on this machine. */
  String repository() {
    return "gridcast-" + word;
  }

  /** The name that a release's ready image has in a registry, without its tag. */
  public String publishedRepository() {
    return "gridcast/" + word;
  }

  /** What its jar is called beside the client's, and in its Dockerfile. */
  public String jarName() {
    return word + ".jar";
  }

  String dockerfile() {
    return word + ".Dockerfile";
  }

  /** The environment variable that names a base image. */
  public String baseVariable() {
    return baseVariable;
  }

  /** What to do when its jar is missing. */
  String remedy() {
    return remedy;
  }
}
