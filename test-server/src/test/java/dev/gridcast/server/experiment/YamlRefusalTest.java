package dev.gridcast.server.experiment;

import static dev.gridcast.server.experiment.Refusal.START;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is no YAML, or more of it than an experiment needs, is refused with its line. */
@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class YamlRefusalTest {

  @TestFactory
  Stream<DynamicTest> everyMistakeIsOneClearLine() {
    return Refusal.tests(Path.of("nowhere"), yaml());
  }

  private static List<Refusal> yaml() {
    return List.of(
        new Refusal(
            "an empty file",
            "",
            "exp.yaml:1: the file is empty; examples/demo.yaml shows what an experiment looks like"),
        new Refusal(
            "comments only",
            "# nothing\n",
            "exp.yaml:1: the file is empty; examples/demo.yaml shows what an experiment looks like"),
        new Refusal(
            "a bare value",
            "demo\n",
            "exp.yaml:1: an experiment consists of lines like \"name: demo\", not of a bare value"),
        new Refusal(
            "a list",
            "- a\n- b\n",
            "exp.yaml:1: an experiment consists of lines like \"name: demo\", not of a bare value"),
        new Refusal(
            "a tab",
            "name: t\ndata:\n\tfile: x.csv\n",
            "exp.yaml:3: the line is indented with a tab; YAML takes spaces only"),
        new Refusal(
            "broken YAML",
            "name: t\ndata: {file: x.csv\nseed: 1\n",
            "exp.yaml:3: not valid YAML: while parsing a flow mapping, expected ',' or '}', but got : (column 5)"),
        new Refusal(
            "a key twice",
            START + "seed: 1\nseed: 2\n",
            "exp.yaml:4: seed: the key is there twice, first on line 3; remove one of them"),
        new Refusal(
            "an anchor",
            "name: &n t\n",
            "exp.yaml:1: anchors (&name) are not supported; write the value out where it is used"),
        new Refusal(
            "an alias",
            "name: *n\n",
            "exp.yaml:1: aliases (*name) are not supported; write the value out"),
        new Refusal(
            "a tag",
            "name: !!str t\n",
            "exp.yaml:1: tags (tag:yaml.org,2002:str) are not supported; write the plain value"),
        new Refusal(
            "two documents",
            START + "---\nname: u\n",
            "exp.yaml:4: a second document begins here; one file holds one experiment"),
        new Refusal(
            "a list as a key",
            "? [a, b]\n: 1\n",
            "exp.yaml:1: a key must be a name, not a list or a mapping"),
        new Refusal(
            "a control character",
            "name: a\u0007b\n",
            "exp.yaml:1: character U+0007 is not allowed in YAML; remove it"),
        new Refusal(
            "nesting",
            "name: " + "[".repeat(40) + "]".repeat(40) + "\n",
            "exp.yaml:1: nested more than 16 levels deep"),
        new Refusal(
            "a huge file",
            "# " + "x".repeat(1_000_000),
            "exp.yaml:1: the file has 1000002 characters, an experiment at most 1000000; is it the data file?"));
  }
}
