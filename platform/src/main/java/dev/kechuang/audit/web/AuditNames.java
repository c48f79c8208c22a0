package dev.kechuang.audit.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Names of actions and of what they happen to; every module brings the texts of its own. */
@Component
final class AuditNames {

    private final MessageSource messages;

    AuditNames(MessageSource messages) {
        this.messages = messages;
    }

    /** The code itself when there is no name for it. */
    String action(String code, Locale locale) {
        return name("audit.action." + code, code, locale);
    }

    String subject(String type, Locale locale) {
        return name("audit.subject." + type, type, locale);
    }

    /** Name of a field that changed. */
    String field(String action, String field, Locale locale) {
        int dot = action.indexOf('.');
        String module = dot < 0 ? action : action.substring(0, dot);
        return name("audit.field." + field, name(module + ".field." + field, field, locale), locale);
    }

    private String name(String key, String otherwise, Locale locale) {
        String name = messages.getMessage(key, null, otherwise, locale);
        return name == null ? otherwise : name;
    }
}
