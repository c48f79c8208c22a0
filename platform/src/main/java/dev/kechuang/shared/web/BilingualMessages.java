package dev.kechuang.shared.web;

import dev.kechuang.shared.Bilingual;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Messages whose {@link Bilingual} arguments are said in the language of the message. */
final class BilingualMessages extends ResourceBundleMessageSource {

    @Override
    protected Object[] resolveArguments(Object @Nullable [] args, @Nullable Locale locale) {
        Object[] resolved = super.resolveArguments(args, locale).clone();
        Locale said = locale == null ? Locale.SIMPLIFIED_CHINESE : locale;
        for (int i = 0; i < resolved.length; i++)
            if (resolved[i] instanceof Bilingual name) resolved[i] = name.in(said);
        return resolved;
    }
}
