package dev.kechuang.match.internal.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Reads the rows of a query one after the other, each value in its place. */
public final class CopyReader implements AutoCloseable {

    private static final int HEADER = 19;

    private final DataSource source;
    private final java.sql.Connection connection;
    private final CopyOut copy;
    private byte[] bytes = {};
    private int at;
    private boolean first = true;

    /** @param query without parameters, so made of trusted values only */
    public CopyReader(DataSource source, String query) {
        this.source = source;
        this.connection = DataSourceUtils.getConnection(source);
        try {
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        } catch (SQLException e) {
            DataSourceUtils.releaseConnection(connection, source);
            throw new CopyWriter.CopyException(e);
        }
    }

    /** Goes to the next row. */
    public boolean next() {
        try {
            while (at >= bytes.length) {
                byte[] more = copy.readFromCopy();
                if (more == null) return false;
                bytes = more;
                at = first ? HEADER : 0;
                first = false;
            }
        } catch (SQLException e) {
            throw new CopyWriter.CopyException(e);
        }
        int columns = (short) int16();
        if (columns < 0) {
            at = bytes.length;
            return next();
        }
        return true;
    }

    public UUID uuid() {
        length();
        return new UUID(int64(), int64());
    }

    public long number() {
        length();
        return int64();
    }

    public int small() {
        length();
        return (short) int16();
    }

    public @Nullable String text() {
        int length = length();
        if (length < 0) return null;
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    public byte @Nullable [] bytes() {
        int length = length();
        if (length < 0) return null;
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    private int length() {
        return int16() << 16 | int16();
    }

    private int int16() {
        return (bytes[at++] & 0xFF) << 8 | bytes[at++] & 0xFF;
    }

    private long int64() {
        long value = 0;
        for (int i = 0; i < 8; i++) value = value << 8 | bytes[at++] & 0xFF;
        return value;
    }

    @Override
    public void close() {
        try {
            if (copy.isActive()) copy.cancelCopy();
        } catch (SQLException e) {
            throw new CopyWriter.CopyException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }
}
