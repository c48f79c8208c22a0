package dev.kechuang.message.internal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Whether and how e-mail leaves: off until a server is set ({@code spring.mail.host}).
 *
 * @param from address the mails come from ({@code kc.mail.from})
 * @param site address of this installation, for links ({@code kc.site}); empty leaves the links out
 */
@Component
public record MailSettings(ObjectProvider<JavaMailSender> sender, String from, String site) {

    @Autowired
    public MailSettings(
            ObjectProvider<JavaMailSender> sender,
            @Value("${kc.mail.from:}") String from,
            @Value("${kc.site:}") String site) {
        this.sender = sender;
        this.from = from;
        this.site = site;
    }

    public boolean on() {
        return !from.isBlank() && sender.getIfAvailable() != null;
    }
}
