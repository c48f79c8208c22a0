package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.samstevens.totp.qr.QrData;
import dev.samstevens.totp.secret.DefaultSecretGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second factor (双因素认证): six figures that a device makes from a shared secret every 30 seconds (RFC 6238), and
 * ten recovery codes for the day the device is lost. Each code is good once, also when two requests bring it together.
 */
@Service
public class SecondFactor {

    private static final int STEP_SECONDS = 30;
    private static final int RECOVERY_CODES = 10;
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final JdbcClient jdbc;
    private final SecretBox box;
    private final AuditLog audit;
    private final LiveSessions sessions;
    private final Clock clock;

    public SecondFactor(JdbcClient jdbc, SecretBox box, AuditLog audit, LiveSessions sessions, Clock clock) {
        this.jdbc = jdbc;
        this.box = box;
        this.audit = audit;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A new secret in base 32, not yet anybody's. */
    public static String newSecret() {
        return new DefaultSecretGenerator(32).generate();
    }

    /**
     * What the device reads.
     *
     * @param path the dark squares as the path of an SVG, one unit a square
     * @param size squares on a side, with the quiet zone
     */
    public record Qr(String uri, String path, int size) {}

    public static Qr qr(String secret, String login, String issuer) {
        String uri = new QrData.Builder()
                .label(login)
                .secret(secret)
                .issuer(issuer)
                .digits(6)
                .period(STEP_SECONDS)
                .build()
                .getUri();
        try {
            BitMatrix squares = new QRCodeWriter()
                    .encode(
                            uri,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    4,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8"));
            var path = new StringBuilder();
            for (int y = 0; y < squares.getHeight(); y++) {
                for (int x = 0; x < squares.getWidth(); x++) {
                    if (squares.get(x, y))
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
            return new Qr(uri, path.toString(), squares.getWidth());
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The step whose code this is, at most one step off for clocks that differ. */
    Optional<Long> step(String secret, String code) {
        long now = clock.instant().getEpochSecond() / STEP_SECONDS;
        Optional<Long> found = Optional.empty();
        for (long step = now - 1; step <= now + 1; step++) {
            if (MessageDigest.isEqual(bytes(codeAt(secret, step)), bytes(code))) found = Optional.of(step);
        }
        return found;
    }

    static String codeAt(String secret, long step) {
        try {
            return new DefaultCodeGenerator().generate(secret, step);
        } catch (CodeGenerationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a code of the device or a recovery code; false when it is wrong or was used before. */
    public boolean accept(UUID account, String entered) {
        String code = entered.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        if (code.length() != 6) return acceptRecovery(account, code);
        Optional<Long> step = jdbc.sql("SELECT secret FROM identity.totp WHERE account = :account")
                .param("account", account)
                .query((row, number) -> row.getBytes("secret"))
                .optional()
                .flatMap(
                        encrypted -> step(new String(box.unseal(account, encrypted), StandardCharsets.US_ASCII), code));
        return step.isPresent()
                && jdbc.sql("UPDATE identity.totp SET last_step = :step WHERE account = :account AND last_step < :step")
                                .param("step", step.get())
                                .param("account", account)
                                .update()
                        == 1;
    }

    private boolean acceptRecovery(UUID account, String code) {
        return jdbc.sql("""
                        UPDATE identity.recovery_code SET used_at = :now
                        WHERE account = :account AND hash = :hash AND used_at IS NULL
                        """)
                        .param("now", at(clock.instant()))
                        .param("account", account)
                        .param("hash", Secrets.digest(account + code))
                        .update()
                == 1;
    }

    public boolean enabled(UUID account) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM identity.totp WHERE account = :account)")
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    public int recoveryCodesLeft(UUID account) {
        return jdbc.sql("SELECT count(*) FROM identity.recovery_code WHERE account = :account AND used_at IS NULL")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    /** Sets up the factor after the person has shown that the device makes the right codes; returns recovery codes. */
    @Transactional
    public Outcome<List<String>> setUp(Viewer viewer, String secret, String code) {
        UUID account = viewer.requireAccount();
        Optional<Long> step = step(secret, code.replaceAll("\\s", ""));
        if (step.isEmpty()) return Outcome.refused(FieldError.of("code", "identity.second.wrong"));
        return store(account, secret, step.get())
                ? done(viewer, account)
                : Outcome.refused(FieldError.of("", "identity.second.exists"));
    }

    private Outcome<List<String>> done(Viewer viewer, UUID account) {
        List<String> codes = newRecoveryCodes(account);
        audit.append(viewer, AuditEvent.of("identity.secondFactorSetUp", "account", account, viewer.name()));
        sessions.refresh(account);
        return Outcome.done(codes);
    }

    /** Joins the running transaction; false when the account has a factor already. */
    boolean store(UUID account, String secret, long step) {
        return jdbc.sql("""
                        INSERT INTO identity.totp (account, secret, last_step, created_at)
                        VALUES (:account, :secret, :step, :now) ON CONFLICT (account) DO NOTHING
                        """)
                        .param("account", account)
                        .param("secret", box.seal(account, secret.getBytes(StandardCharsets.US_ASCII)))
                        .param("step", step)
                        .param("now", at(clock.instant()))
                        .update()
                == 1;
    }

    List<String> newRecoveryCodes(UUID account) {
        jdbc.sql("DELETE FROM identity.recovery_code WHERE account = :account")
                .param("account", account)
                .update();
        var codes = new ArrayList<String>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            var code = new StringBuilder();
            for (int c = 0; c < 16; c++)
                code.append(ALPHABET.charAt(Secrets.generator().nextInt(ALPHABET.length())));
            jdbc.sql("INSERT INTO identity.recovery_code (account, hash) VALUES (:account, :hash)")
                    .param("account", account)
                    .param("hash", Secrets.digest(account + code.toString()))
                    .update();
            codes.add(code.toString().replaceAll("(.{4})(?!$)", "$1-"));
        }
        return codes;
    }

    /** New recovery codes; the former ones stop working. */
    @Transactional
    public List<String> renewRecoveryCodes(Viewer viewer) {
        UUID account = viewer.requireAccount();
        List<String> codes = newRecoveryCodes(account);
        audit.append(viewer, AuditEvent.of("identity.recoveryCodesRenewed", "account", account, viewer.name()));
        return codes;
    }

    /** Takes the factor away; who may, the caller has decided. Joins the running transaction. */
    void remove(UUID account) {
        jdbc.sql("DELETE FROM identity.recovery_code WHERE account = :account")
                .param("account", account)
                .update();
        jdbc.sql("DELETE FROM identity.totp WHERE account = :account")
                .param("account", account)
                .update();
        sessions.refresh(account);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
