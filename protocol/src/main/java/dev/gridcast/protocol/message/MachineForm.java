package dev.gridcast.protocol.message;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.List;

/**
 * A {@link Machine} as releases of any age write it: what one does not know is left out by it, and
 * what it knows in addition is passed over. A {@link Hello} must be readable before its sender can
 * be told that it has the wrong release.
 */
@JsonAutoDetect(fieldVisibility = Visibility.NON_PRIVATE)
@JsonIgnoreProperties(ignoreUnknown = true)
final class MachineForm {

  String os = "";
  String arch = "";
  int cpus;
  long memoryBytes;
  String java = "";
  List<String> gpus = List.of();
  String runtime = "";
  long trainingMemoryBytes;
  List<String> engines = List.of();

  /** Makes a {@link Machine} of it, with every rule of that. */
  static final class ToMachine extends StdConverter<MachineForm, Machine> {

    @Override
    public Machine convert(MachineForm form) {
      return new Machine(
          form.os,
          form.arch,
          form.cpus,
          form.memoryBytes,
          form.java,
          form.gpus,
          form.runtime,
          form.trainingMemoryBytes,
          form.engines);
    }
  }

  /** Tells the codec to read machines in this form. */
  @JsonDeserialize(converter = ToMachine.class)
  interface Written {}
}
