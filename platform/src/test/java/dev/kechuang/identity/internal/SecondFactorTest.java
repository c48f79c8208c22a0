package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondFactorTest {

    private IdentityTestContext context;
    private SecondFactor second;
    private String secret;
    private UUID account;
    private List<String> recovery;

    @BeforeEach
    void start() {
        context = new IdentityTestContext();
        second = context.bean(SecondFactor.class);
        var people = new People(context);
        account = people.person("holder", null, null, Role.EXPERT);
        secret = SecondFactor.newSecret();
        var outcome = second.setUp(people.viewer(account), secret, code(0));
        recovery = ((Outcome.Done<List<String>>) outcome).value();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private String code(int later) {
        return SecondFactor.codeAt(secret, context.clock.instant().getEpochSecond() / 30 + later);
    }

    @Test
    void codesAreThoseOfTheStandard() {
        // RFC 6238, appendix B, SHA-1, the last six of eight figures; the secret is "12345678901234567890".
        String standard = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assertThat(SecondFactor.codeAt(standard, 59 / 30)).isEqualTo("287082");
        assertThat(SecondFactor.codeAt(standard, 1111111109L / 30)).isEqualTo("081804");
        assertThat(SecondFactor.codeAt(standard, 20000000000L / 30)).isEqualTo("353130");
    }

    @Test
    void aCodeIsGoodOnceAndOneThatIsTooOldNotAtAll() {
        assertThat(second.accept(account, code(0)))
                .as("used when it was set up")
                .isFalse();
        context.clock.move(Duration.ofSeconds(30));
        assertThat(second.accept(account, code(0).replaceAll("(...)", "$1 "))).isTrue();
        assertThat(second.accept(account, code(0))).isFalse();
        context.clock.move(Duration.ofSeconds(90));
        assertThat(second.accept(account, code(-2))).isFalse();
        assertThat(second.accept(account, code(1)))
                .as("a clock that runs ahead")
                .isTrue();
        assertThat(second.accept(account, code(0)))
                .as("older than the last one used")
                .isFalse();
    }

    @Test
    void oneOfManyRequestsWithTheSameCodeIsAccepted() throws Exception {
        context.clock.move(Duration.ofSeconds(60));
        String same = code(0);
        List<Callable<Boolean>> all = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> second.accept(account, same))
                .toList();
        assertThat(People.together(all).stream().filter(accepted -> accepted)).hasSize(1);
        List<Callable<Boolean>> codes = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> second.accept(account, recovery.getFirst()))
                .toList();
        assertThat(People.together(codes).stream().filter(accepted -> accepted)).hasSize(1);
    }

    @Test
    void recoveryCodesAreReadAsPeopleTypeThem() {
        assertThat(recovery).hasSize(10).allMatch(code -> code.matches("([A-Z2-9]{4}-){3}[A-Z2-9]{4}"));
        assertThat(second.accept(
                        account,
                        recovery.get(3).toLowerCase(java.util.Locale.ROOT).replace('-', ' ')))
                .isTrue();
        assertThat(second.recoveryCodesLeft(account)).isEqualTo(9);
        assertThat(second.accept(UUID.randomUUID(), recovery.get(4))).isFalse();
    }

    @Test
    void guessesOfTheCodeAreCounted() {
        var signIn = context.bean(SignIn.class);
        for (int i = 0; i < 5; i++)
            assertThat(signIn.code(account, "00000" + i, "10.0.0.1")).isEqualTo(new SignIn.Result.Wrong());
        context.clock.move(Duration.ofSeconds(31));
        assertThat(signIn.code(account, code(0), "10.0.0.1")).isInstanceOf(SignIn.Result.Wait.class);
    }

    @Test
    void theSecretIsNotReadableInTheDatabaseAndBelongsToItsAccount(@TempDir Path home) throws Exception {
        byte[] kept = context.database
                .jdbc()
                .sql("SELECT secret FROM identity.totp")
                .query(byte[].class)
                .single();
        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
        var box = context.bean(SecretBox.class);
        assertThat(new String(box.unseal(account, kept), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo(secret);
        assertThatThrownBy(() -> box.unseal(UUID.randomUUID(), kept)).hasMessageContaining("KC_SECRET_KEY");
        var other = SecretBox.open("", home);
        assertThatThrownBy(() -> other.unseal(account, kept)).hasMessageContaining("KC_SECRET_KEY");
        assertThat(Files.getPosixFilePermissions(home.resolve("secret.key"))).hasSize(2);
        assertThat(SecretBox.open("", home).unseal(account, other.seal(account, new byte[] {1})))
                .containsExactly(1);
    }

    @Test
    void theCodeOnThePageIsReadByADevice() throws Exception {
        var qr = SecondFactor.qr(secret, "holder", "科技创新服务平台");
        int scale = 4;
        int size = qr.size() * scale;
        var pixels = new int[size * size];
        java.util.Arrays.fill(pixels, 0xFFFFFF);
        var squares = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(qr.path());
        while (squares.find()) {
            int x = Integer.parseInt(squares.group(1)) * scale;
            int y = Integer.parseInt(squares.group(2)) * scale;
            for (int i = 0; i < scale; i++) for (int j = 0; j < scale; j++) pixels[(y + i) * size + x + j] = 0;
        }
        var read = new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels))));
        assertThat(read.getText())
                .isEqualTo(qr.uri())
                .contains("secret=" + secret)
                .startsWith("otpauth://totp/holder");
    }
}
