package dev.kechuang.match.internal.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Writes rows into a table in the running transaction. Every row begins with {@link #row} and has as many values as the
 * statement has columns. Closed without {@link #end} nothing is written.
 */
public final class CopyWriter implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int FULL = 1 << 16;
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

    private final CopyIn copy;
    private byte[] buffer = new byte[FULL + 4096];
    private int at;

    /** @param target a table and its columns, e.g. {@code match.found_0 (organisation, rule)} */
    public CopyWriter(DataSource source, String target) {
        try {
            copy = DataSourceUtils.getConnection(source)
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
        } catch (SQLException e) {
            throw new CopyException(e);
        }
        room(SIGNATURE.length + 8);
        System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
        at = SIGNATURE.length;
        int32(0);
        int32(0);
    }

    public CopyWriter row(int columns) {
        if (at > FULL) flush();
        room(2);
        int16(columns);
        return this;
    }

    public CopyWriter none() {
        room(4);
        int32(-1);
        return this;
    }

    public CopyWriter small(int value) {
        room(6);
        int32(2);
        int16(value);
        return this;
    }

    public CopyWriter integer(int value) {
        room(8);
        int32(4);
        int32(value);
        return this;
    }

    public CopyWriter number(long value) {
        room(12);
        int32(8);
        int64(value);
        return this;
    }

    public CopyWriter uuid(UUID value) {
        room(20);
        int32(16);
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
        return this;
    }

    public CopyWriter day(LocalDate day) {
        return integer((int) (day.toEpochDay() - EPOCH.toEpochDay()));
    }

    public CopyWriter text(@Nullable String text) {
        return text == null ? none() : bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public CopyWriter bytes(byte[] bytes) {
        room(4 + bytes.length);
        int32(bytes.length);
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        at += bytes.length;
        return this;
    }

    /** Writes what is left; the rows are there when this returns. */
    public void end() {
        room(2);
        int16(-1);
        flush();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw new CopyException(e);
        }
    }

    @Override
    public void close() {
        if (!copy.isActive()) return;
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            throw new CopyException(e);
        }
    }

    private void flush() {
        try {
            copy.writeToCopy(buffer, 0, at);
        } catch (SQLException e) {
            throw new CopyException(e);
        }
        at = 0;
    }

    private void room(int more) {
        if (at + more > buffer.length) buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, at + more));
    }

    private void int16(int value) {
        buffer[at++] = (byte) (value >> 8);
        buffer[at++] = (byte) value;
    }

    private void int32(int value) {
        int16(value >> 16);
        int16(value);
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    /** The database refused, or went away. */
    public static final class CopyException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        CopyException(SQLException cause) {
            super(new IOException(cause.getMessage(), cause));
        }
    }
}
