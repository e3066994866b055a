package dev.covalent.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.StructuredClone;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small types of the API: {@link ChannelName}, {@link Channel}, {@link Procedure}, {@link TypeToken} and others. */
final class VocabularyTest {

    @Test
    void channelName_nullOrEmpty_isRefusedInElectronsWords() {
        assertThatThrownBy(() -> ChannelName.check(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> ChannelName.check("")).hasMessage("Missing required channel argument");
    }

    @Test
    void channelName_atTheLimit_isAccepted_beyondItRefused() {
        String longest = "c".repeat(ChannelName.MAX_LENGTH);

        assertThat(ChannelName.check(longest)).isSameAs(longest);
        assertThatThrownBy(() -> ChannelName.check(longest + "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Channel names have at most 1024 characters, this one has 1025: put the rest into an argument");
    }

    @Test
    void channel_badName_isRefused() {
        assertThatThrownBy(() -> Channel.of("", String.class)).hasMessage("Missing required channel argument");
        assertThatThrownBy(() -> Procedure.of("", String.class, int.class))
                .hasMessage("Missing required channel argument");
    }

    @Test
    void channel_ofAToken_carriesTheGenericType() {
        Channel<List<String>> channel = Channel.of("names", new TypeToken<List<String>>() {});

        assertThat(channel.type())
                .isInstanceOf(ParameterizedType.class)
                .hasToString("java.util.List<java.lang.String>");
    }

    @Test
    void procedure_carriesBothTypes() {
        Procedure<List<String>, Integer> procedure =
                Procedure.of("count", new TypeToken<List<String>>() {}, new TypeToken<Integer>() {});

        assertThat(procedure.argument()).hasToString("java.util.List<java.lang.String>");
        assertThat(procedure.result()).isEqualTo(Integer.class);
        assertThat(Procedure.of("square", int.class, long.class))
                .isEqualTo(new Procedure<Integer, Long>("square", int.class, long.class));
    }

    @Test
    void typeToken_sameType_isEqual() {
        TypeToken<List<String>> token = new TypeToken<>() {};

        assertThat(token)
                .isEqualTo(new TypeToken<List<String>>() {})
                .hasSameHashCodeAs(new TypeToken<List<String>>() {})
                .isNotEqualTo(new TypeToken<List<Integer>>() {})
                .hasToString("java.util.List<java.lang.String>");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void typeToken_raw_isRefused() {
        assertThatThrownBy(() -> new TypeToken() {})
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TypeToken needs a type argument: new TypeToken<List<String>>() {}");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void messageEvent_portsAreCopied() {
        List<MessagePort> ports = new ArrayList<>();
        Value data = StructuredClone.value(StructuredClone.encode("x", "value"));

        MessageEvent event = new MessageEvent(data, ports);

        assertThat(event.ports()).isNotSameAs(ports).isEmpty();
        assertThatThrownBy(() -> new MessageEvent(null, ports)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void remoteError_asText_isWhatAnExceptionSays() {
        assertThat(new RemoteError("java.io.IOException", "broken", "", null))
                .hasToString("java.io.IOException: broken");
        assertThat(new RemoteError("java.io.IOException", null, "", null)).hasToString("java.io.IOException");
    }

    @Test
    void eventType_isComparedByIdentity_andNamed() {
        EventType<String> type = EventType.of("closed");

        assertThat(type).hasToString("closed").isNotEqualTo(EventType.<String>of("closed"));
        assertThat(type.name()).isEqualTo("closed");
    }
}
