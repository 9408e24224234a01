package dev.gridcast.client.runtime.docker;

/** Every reason why there is no Docker engine to use, each with what a person can do about it. */
enum EngineTrouble {
  NOT_INSTALLED(
      "Docker is not installed (%s)",
      "install it (Debian and Ubuntu: sudo apt install docker.io; macOS and Windows: Docker"
          + " Desktop)"),
  NOT_RUNNING(
      "the Docker engine does not answer (%s)",
      "start it (Linux: sudo systemctl start docker; macOS and Windows: start Docker Desktop)"),
  NO_PERMISSION(
      "this user may not use the Docker engine (%s)",
      "let it (sudo usermod -aG docker \"$USER\", then log in again)"),
  TOO_OLD("the Docker engine is too old (%s)", "update it to 19.03 or later"),
  ELSEWHERE(
      "the Docker engine is on another machine (%s), which cannot see the folders of this one",
      "unset DOCKER_HOST and DOCKER_CONTEXT, so that the engine of this machine is used"),
  NOT_DOCKER("it is no Docker engine that answers, but %s", "install docker.io"),
  NO_LINUX("the Docker engine runs containers of %s", "switch Docker Desktop to Linux containers"),
  NO_LIMITS(
      "the Docker engine cannot limit %s",
      "run it with cgroups (a rootless one needs cgroup v2 and systemd)"),
  NO_FILTER(
      "the Docker engine does not filter system calls (%s)",
      "start it without --seccomp-profile=unconfined, on a kernel with seccomp");

  private final String what;
  private final String remedy;

  EngineTrouble(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** One line: what is wrong, what to do, and what to choose instead. */
  String line(String detail) {
    return String.format(what, detail)
        + ": "
        + remedy
        + ", or choose what protects less by --runtime bubblewrap (Linux) or --runtime process.";
  }
}
