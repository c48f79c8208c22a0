package dev.kechuang.identity.internal;

import dev.kechuang.identity.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what must be readable again (the secrets of second factors) with AES-256-GCM and a key that the database does
 * not hold: {@code KC_SECRET_KEY}, else the file {@code secret.key} in the home directory, made on first use and
 * readable by the owner only. A row copied to another account does not open: the account is bound in.
 */
public final class SecretBox implements Sealing {

    private static final int NONCE = 12;

    private final SecretKeySpec key;

    private SecretBox(String secret) {
        this.key = new SecretKeySpec(Secrets.digest(secret), "AES");
    }

    /** @param secret what the environment gives; empty or null to use the file */
    public static SecretBox open(@Nullable String secret, Path home) throws IOException {
        if (secret != null && !secret.isBlank()) {
            if (secret.strip().length() < 32)
                throw new IOException("KC_SECRET_KEY is too short: at least 32 characters");
            return new SecretBox(secret.strip());
        }
        Path file = home.resolve("secret.key");
        Files.createDirectories(home);
        if (!Files.exists(file)) {
            try (var out = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                out.write(java.nio.ByteBuffer.wrap((Secrets.random() + "\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (FileAlreadyExistsException e) {
                // Somebody else was first; theirs is read below.
            }
        }
        String text = Files.readString(file).strip();
        if (text.length() < 32) throw new IOException(file + " does not hold a key: restore it from a backup");
        return new SecretBox(text);
    }

    @Override
    public byte[] seal(UUID owner, byte[] plain) {
        try {
            var nonce = new byte[NONCE];
            Secrets.generator().nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, owner, nonce).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] unseal(UUID owner, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, owner, Arrays.copyOf(sealed, NONCE))
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret does not open: is KC_SECRET_KEY or secret.key another one?", e);
        }
    }

    private Cipher cipher(int mode, UUID owner, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(owner.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
