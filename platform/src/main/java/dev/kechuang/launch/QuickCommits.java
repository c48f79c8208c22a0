package dev.kechuang.launch;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * While the demonstration city is filled, transactions do not wait for the disk: an interrupted fill begins anew anyway.
 * The commit that says that the city is full waits, and with it everything before it is on the disk. The connections of
 * the fill end with it.
 */
final class QuickCommits implements TransactionExecutionListener, AutoCloseable {

    private final ConfigurableTransactionManager transactions;
    private final Collection<TransactionExecutionListener> before;
    private final DataSource source;
    private final Set<PGConnection> told = ConcurrentHashMap.newKeySet();

    QuickCommits(ConfigurableTransactionManager transactions, DataSource source) {
        this.transactions = transactions;
        this.before = new ArrayList<>(transactions.getTransactionExecutionListeners());
        this.source = source;
        transactions.addListener(this);
    }

    /** Once for each connection; a transaction that is rolled back takes it back, which costs time and nothing else. */
    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure != null || !transaction.isNewTransaction()) return;
        Connection connection = DataSourceUtils.getConnection(source);
        try {
            if (!told.add(connection.unwrap(PGConnection.class))) return;
            try (var statement = connection.createStatement()) {
                statement.execute("SET SESSION synchronous_commit = off");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("synchronous_commit", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    @Override
    public void close() {
        transactions.setTransactionExecutionListeners(before);
        try {
            source.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException e) {
            throw new IllegalStateException("no pool to renew", e);
        }
    }
}
