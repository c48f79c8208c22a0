package dev.kechuang.launch;

import java.util.ArrayList;
import java.util.Collection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * While the demonstration city is filled, transactions do not wait for the disk: an interrupted fill begins anew anyway.
 * The commit that says that the city is full waits, and with it everything before it is on the disk.
 */
final class QuickCommits implements TransactionExecutionListener, AutoCloseable {

    private final ConfigurableTransactionManager transactions;
    private final Collection<TransactionExecutionListener> before;
    private final JdbcTemplate jdbc;

    QuickCommits(ConfigurableTransactionManager transactions, DataSource source) {
        this.transactions = transactions;
        this.before = new ArrayList<>(transactions.getTransactionExecutionListeners());
        this.jdbc = new JdbcTemplate(source);
        transactions.addListener(this);
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null && transaction.isNewTransaction() && !transaction.isReadOnly()) {
            jdbc.execute("SET LOCAL synchronous_commit = off");
        }
    }

    @Override
    public void close() {
        transactions.setTransactionExecutionListeners(before);
    }
}
