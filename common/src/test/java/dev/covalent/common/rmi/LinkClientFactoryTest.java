package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.LoopbackAddress;
import dev.covalent.common.transport.SessionKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.SocketException;
import java.rmi.server.RMISocketFactory;
import org.junit.jupiter.api.Test;

final class LinkClientFactoryTest {

    @Test
    void read_outsideOfALookup_isRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(LinkClientFactory.forStubs());
        }

        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThatThrownBy(input::readObject)
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessage("A stub was received outside of a lookup; it belongs to no link");
        }
    }

    @Test
    void createSocket_factoryForStubs_connectsToNobody() {
        assertThatThrownBy(() -> LinkClientFactory.forStubs().createSocket("127.0.0.1", 80))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void equals_sameLink_only() {
        try (Dialer one = dialer();
                Dialer other = dialer()) {
            assertThat(LinkClientFactory.over(one))
                    .isEqualTo(LinkClientFactory.over(one))
                    .hasSameHashCodeAs(LinkClientFactory.over(one))
                    .isNotEqualTo(LinkClientFactory.over(other))
                    .isNotEqualTo(LinkClientFactory.forStubs());
            assertThat(LinkClientFactory.forStubs()).isNotEqualTo(LinkClientFactory.forStubs());
        }
    }

    @Test
    void install_twice_leavesTheApplicationsOwnRmiAlone() {
        RMISocketFactory before = RMISocketFactory.getSocketFactory();

        RmiSettings.install();
        RmiSettings.install();

        assertThat(RMISocketFactory.getSocketFactory()).isSameAs(before);
    }

    private static Dialer dialer() {
        return new Dialer(new LoopbackAddress(1), () -> SessionKey.random(1));
    }
}
