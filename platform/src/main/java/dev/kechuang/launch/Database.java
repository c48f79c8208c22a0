package dev.kechuang.launch;

import javax.sql.DataSource;

/** A PostgreSQL that is ready for the application: our own or one that the city runs. */
interface Database extends AutoCloseable {

    /** Unpooled connections of the role that owns the schemas. */
    DataSource owner();

    /** How the application connects, as a role that owns nothing. */
    Access application();

    @Override
    void close();

    /** @param url JDBC address */
    record Access(String url, String user, String password) {}
}
