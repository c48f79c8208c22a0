package dev.kechuang.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.Bilingual;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Who refuses does not know in which language it is read. */
class BilingualMessagesTest {

    @Test
    void aNameInARefusalIsSaidInTheLanguageOfItsReader() throws IOException {
        Bilingual name = locale -> locale.getLanguage().equals("en") ? "Frontier" : "前沿";
        Object[] args = {name, "130.00", "100.00"};
        var messages = WebConfiguration.messageSource();
        assertThat(messages.getMessage("decision.error.share", args, Locale.ENGLISH))
                .startsWith("“Frontier” gets 130.00");
        assertThat(messages.getMessage("decision.error.share", args, Locale.SIMPLIFIED_CHINESE))
                .startsWith("“前沿”列入金额合计 130.00");
        assertThat(args[0]).as("the same refusal is read by others").isSameAs(name);
    }
}
