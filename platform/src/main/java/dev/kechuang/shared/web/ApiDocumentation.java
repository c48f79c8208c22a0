package dev.kechuang.shared.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the JSON interface says about itself at {@code /api/docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

    static {
        // The viewer comes from the token or the session, never from the request.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(dev.kechuang.shared.access.Viewer.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Kechuang 科创")
                        .version("v1")
                        .description("""
                                The commands of the pages as JSON. Log in with a token made under 我的账号 (my account):
                                `Authorization: Bearer …`. Refusals are RFC 9457 problems whose `errors` name each field.
                                Lists are paged by key: pass `next` of one page as `after` of the following one.
                                Sums of money are whole fen.
                                """)
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }
}
