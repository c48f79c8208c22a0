package dev.kechuang.plan.internal.bulletin;

import dev.kechuang.shared.Invariant;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of bulletins at any time. */
@Configuration(proxyBeanMethods = false)
public class BulletinInvariants {

    @Bean
    public Invariant planBulletinsVerify(BulletinStore store, BulletinService service) {
        return new Invariant() {
            @Override
            public String name() {
                return "plan.bulletins";
            }

            @Override
            public String claim() {
                return "Every issued bulletin is what was issued, and each of its figures is what its evidence gives.";
            }

            @Override
            public Result check() {
                var issued = store.issued();
                var broken = new ArrayList<String>();
                for (Bulletin bulletin : issued) broken.addAll(service.verify(bulletin));
                return new Result(issued.size(), broken.stream().limit(20).toList());
            }
        };
    }
}
