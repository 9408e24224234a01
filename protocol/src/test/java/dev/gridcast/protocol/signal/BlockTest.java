package dev.gridcast.protocol.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.identity.SealedBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class BlockTest {

  private static final byte[] SEALED = bytes(1200);

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Property
  void whatIsWrittenIsRead(@ForAll @Size(min = 1, max = 2000) byte[] sealed) throws Exception {
    for (Block.Kind kind : Block.Kind.values()) {
      assertThat(Block.read(kind, Block.write(kind, sealed))).isEqualTo(sealed);
    }
  }

  @Example
  void aBlockHasShortLines() {
    String text = Block.write(Block.Kind.OFFER, SEALED);

    assertThat(text).startsWith("-----BEGIN GRIDCAST OFFER-----\n");
    assertThat(text).endsWith("\n-----END GRIDCAST OFFER-----");
    assertThat(text.lines()).allMatch(line -> line.length() <= 64);
  }

  @Example
  void whatChatsAndMailsDoToTextIsForgiven() throws Exception {
    forgives(text -> "On Sunday Ada wrote:\n\n" + text.replaceAll("(?m)^", "> ") + "\n\nBye\n");
    forgives(text -> text.replaceAll("(?m)^", ">> | "));
    forgives(text -> text.replace("\n", "\r\n"));
    forgives(text -> text.replace("\n", " "));
    forgives(text -> text.replace("\n", ""));
    forgives(text -> text.replace("-----", "\u2014\u2014-"));
    forgives(text -> text.replace("-----", ""));
    forgives(text -> text.replaceAll("(.{10})", "$1\u200b\ufeff"));
    forgives(text -> text.replace(' ', '\u00a0'));
    forgives(text -> text.replaceAll("(?m)^", "\t    "));
    forgives(text -> "```\n" + text + "\n```");
    forgives(text -> text.replace("BEGIN GRIDCAST OFFER", "begin gridcast offer"));
    forgives(text -> text.replace("=", ""));
    forgives(text -> text.replace("\n", "\n\n"));
  }

  private static void forgives(UnaryOperator<String> change) throws Exception {
    String changed = change.apply(Block.write(Block.Kind.OFFER, SEALED));
    assertThat(Block.read(Block.Kind.OFFER, changed)).as(changed).isEqualTo(SEALED);
  }

  @Property
  void anotherCharacterIsNoticed(@ForAll @IntRange(min = 0, max = 1604) int at) {
    String text = Block.write(Block.Kind.OFFER, SEALED);
    int index = "-----BEGIN GRIDCAST OFFER-----\n".length() + at + at / 64;
    char old = text.charAt(index);
    if (old == '=') {
      return;
    }
    String changed =
        text.substring(0, index) + (old == 'x' ? 'y' : 'x') + text.substring(index + 1);

    refuses(changed, "damaged");
    refuses(text.substring(0, index) + text.substring(index + 1), "damaged");
  }

  @Example
  void whatIsMissingIsNamed() {
    String text = Block.write(Block.Kind.OFFER, SEALED);

    refuses("", "no beginning");
    refuses("hello", "no beginning");
    refuses(text.substring(text.indexOf('\n')), "no beginning");
    refuses(text.substring(0, 500), "the end is missing");
    refuses(Block.write(Block.Kind.ANSWER, SEALED), "that is an answer, but an offer is wanted");
    refuses(Block.write(Block.Kind.OFFER, bytes(SealedBox.MAX_BYTES + 1)), "damaged");
    refuses(text + "x".repeat(Block.MAX_CHARACTERS), "too long");
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> Block.read(Block.Kind.OFFER, text))
        .isInstanceOf(BlockException.class)
        .hasMessageContaining(why);
  }

  @Property
  void noTextHarms(@ForAll String text) {
    for (String each : new String[] {text, "BEGIN GRIDCAST OFFER" + text + "END GRIDCAST OFFER"}) {
      assertThatThrownBy(() -> Block.read(Block.Kind.OFFER, each))
          .isInstanceOf(BlockException.class);
    }
  }

  @Example
  void aTerminalIsReadBlockByBlock() throws Exception {
    String offer = Block.write(Block.Kind.OFFER, SEALED);
    String pasted =
        "what is this?\n\n"
            + Block.write(Block.Kind.ANSWER, SEALED)
            + "\n\n\n"
            + offer.toLowerCase(Locale.ROOT)
            + "\n"
            + offer
            + "\nrest\n";
    BlockReader reader = new BlockReader(Block.Kind.OFFER);
    List<String> heard = new ArrayList<>();
    for (String line : pasted.lines().toList()) {
      try {
        reader.add(line).ifPresent(block -> heard.add(Arrays.equals(block, SEALED) ? "it" : "?"));
      } catch (BlockException e) {
        heard.add(e.getMessage());
      }
    }

    assertThat(heard).hasSize(4);
    assertThat(heard.get(0)).contains("no beginning");
    assertThat(heard.get(1)).contains("an answer, but");
    assertThat(heard.get(2)).contains("damaged");
    assertThat(heard.get(3)).isEqualTo("it");
    assertThat(reader.isBetween()).isTrue();
    assertThatThrownBy(reader::end).hasMessageContaining("no beginning");
    assertThat(reader.isBetween()).isFalse();
  }
}
