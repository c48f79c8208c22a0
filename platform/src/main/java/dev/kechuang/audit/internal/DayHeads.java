package dev.kechuang.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Writes down where the chain stood at the end of each day and takes it out of the machine: to a directory
 * ({@code kc.audit.heads}, best on another machine) and by e-mail ({@code kc.audit.heads-mail}). Whoever rewrites the
 * whole chain in the database is given away by any one of them.
 */
@Component
public class DayHeads {

    private static final Logger LOG = LoggerFactory.getLogger(DayHeads.class);
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d+) ([0-9a-f]{64})");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectProvider<JavaMailSender> mail;
    private final String directory;
    private final List<String> recipients;
    private final String from;

    @Autowired
    public DayHeads(
            JdbcClient jdbc,
            Clock clock,
            ObjectProvider<JavaMailSender> mail,
            @Value("${kc.audit.heads:}") String directory,
            @Value("${kc.audit.heads-mail:}") List<String> recipients,
            @Value("${kc.mail.from:}") String from) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mail = mail;
        this.directory = directory;
        this.recipients = recipients.stream()
                .filter(one -> !one.isBlank())
                .map(String::strip)
                .toList();
        this.from = from;
    }

    /** @param where the file it stands in */
    record Written(LocalDate day, long position, byte[] hash, String where) {
        String line() {
            return day + " " + position + " " + HexFormat.of().formatHex(hash);
        }
    }

    /** Heads of days that are over, and their way out. What cannot leave now leaves with the next run. */
    public void run() {
        jdbc.sql("SELECT audit.write_heads(:today, :zone)")
                .param("today", LocalDate.now(clock))
                .param("zone", clock.getZone().getId())
                .query(Integer.class)
                .single();
        if (!directory.isEmpty()) {
            for (Written head : unsent("file")) {
                try {
                    write(head);
                    sent(head, "file");
                } catch (IOException e) {
                    LOG.warn(
                            "the audit head of {} could not be written to {}: {}", head.day(), directory, e.toString());
                    break;
                }
            }
        }
        JavaMailSender sender = mail.getIfAvailable();
        if (sender != null && !recipients.isEmpty()) {
            for (Written head : unsent("mail")) {
                try {
                    sender.send(message(head));
                    sent(head, "mail");
                } catch (MailException e) {
                    LOG.warn("the audit head of {} could not be mailed: {}", head.day(), e.toString());
                    break;
                }
            }
        }
    }

    private List<Written> unsent(String channel) {
        return jdbc.sql("""
                SELECT day, position, hash FROM audit.head h
                WHERE NOT EXISTS (SELECT FROM audit.head_sent s WHERE s.day = h.day AND s.channel = :channel)
                ORDER BY day LIMIT 400
                """)
                .param("channel", channel)
                .query((row, number) -> new Written(
                        row.getObject("day", LocalDate.class), row.getLong("position"), row.getBytes("hash"), ""))
                .list();
    }

    private void sent(Written head, String channel) {
        jdbc.sql("INSERT INTO audit.head_sent (day, channel) VALUES (:day, :channel) ON CONFLICT DO NOTHING")
                .param("day", head.day())
                .param("channel", channel)
                .update();
    }

    private void write(Written head) throws IOException {
        Path target = Path.of(directory).resolve("audit-head-" + head.day() + ".txt");
        // One that is there stays: it may be the only witness.
        if (Files.exists(target)) return;
        Files.createDirectories(Path.of(directory));
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.writeString(part, head.line() + "\n");
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private SimpleMailMessage message(Written head) {
        var message = new SimpleMailMessage();
        if (!from.isBlank()) message.setFrom(from);
        message.setTo(recipients.toArray(String[]::new));
        message.setSubject("审计日志日终摘要 " + head.day());
        message.setText("日期 位置 SM3摘要\n" + head.line() + "\n请留存，用于核对审计日志未被改动。\n");
        return message;
    }

    /** The heads that stand in the directory; empty when none is set. */
    List<Written> written() {
        if (directory.isEmpty() || !Files.isDirectory(Path.of(directory))) return List.of();
        var all = new ArrayList<Written>();
        try (var files = Files.newDirectoryStream(Path.of(directory), "audit-head-*.txt")) {
            for (Path file : files) {
                var line = LINE.matcher(
                        Files.readString(file, StandardCharsets.UTF_8).strip());
                if (line.matches()) {
                    all.add(new Written(
                            LocalDate.parse(line.group(1)),
                            Long.parseLong(line.group(2)),
                            HexFormat.of().parseHex(line.group(3)),
                            file.toString()));
                } else {
                    LOG.warn("not an audit head: {}", file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
