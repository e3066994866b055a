package dev.covalent.common.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class HmacSha256Test {
    private static final int ROUNDS = 500;
    private static final int LONGEST = 300;

    @Test
    void code_ofWhatTheRfcHasExamplesOf_isTheRfcs() { // RFC 4231, cases 2 and 6
        assertThat(new HmacSha256("Jefe".getBytes(US_ASCII))
                        .update("what do ya want for nothing?".getBytes(US_ASCII))
                        .code())
                .isEqualTo(HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        byte[] longKey = new byte[131];
        Arrays.fill(longKey, (byte) 0xaa);
        assertThat(new HmacSha256(longKey)
                        .update("Test Using Larger Than Block-Size Key - Hash Key First".getBytes(US_ASCII))
                        .code())
                .isEqualTo(HexFormat.of().parseHex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }

    @Test
    void code_ofAnything_isThatOfTheJdk() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] key = new byte[1 + random.nextInt(LONGEST)];
            byte[] first = new byte[random.nextInt(LONGEST)];
            byte[] second = new byte[random.nextInt(LONGEST)];
            random.nextBytes(key);
            random.nextBytes(first);
            random.nextBytes(second);
            Mac jdk = Mac.getInstance("HmacSHA256");
            jdk.init(new SecretKeySpec(key, "HmacSHA256"));
            jdk.update(first);

            assertThat(new HmacSha256(key).update(first).update(second).code())
                    .as("a key of %d bytes, a text of %d and %d", key.length, first.length, second.length)
                    .isEqualTo(jdk.doFinal(second));
        }
    }
}
