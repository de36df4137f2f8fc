package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D6")
class DefinitionSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(DefinitionSchema.json(FakeProvider.TYPES));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'Disk','parameters':{'path':'a.log'}}",
        "{'$schema':'x','id':'a b','type':'dISK','parameters':{'path':'a.log','prettyPrint':true}}",
        "{'type':'Diary','owner':'ann','topics':[['a','b'],['c']],'messages':['a','b']}",
        "{'type':'Hook','filter':'a > 1','parameters':{'url':'http://${env:HOST}','mode':'${env:HOST}'}}",
        "{'type':'Hook','filter':{'all':[]},'enabled':false,'identityRef':'partner',"
            + "'parameters':{'url':'http://a','secret':'x','timeout':'1.5s','size':1,'ratio':0.5,"
            + "'key':'a','headers':{'x':'y'},'columns':[{'name':'a','type':'number'}]}}",
        "{'type':'Disk','parameters':{'path':'a'},'delivery':{'retry':{'initialDelay':'1ms',"
            + "'maxDelay':'PT1M','maxAttempts':1},'disable':{'afterFailures':1,'over':'0s'},"
            + "'onRejected':'park','ordering':'none','maxInFlight':1,'queueCapacity':1,"
            + "'startFrom':'2026-11-01T00:00:00.5+01:00','after':['b']}}"
      })
  void acceptsWhatTheReaderAccepts(String single) {
    String json = single.replace('\'', '"');
    Readers.reader(Map.of("HOST", "binary")).readSystem("a.json", "a", bytes(json));
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{'type':'Hok'}",
        "{'type':'Hook'}",
        "{'type':'Hook','parameters':{}}",
        "{'type':'Disk','parameters':{'path':'a'},'topicz':[['a']]}",
        "{'type':'Disk','parameters':{'path':'a'},'topics':[]}",
        "{'type':'Disk','parameters':{'path':'a'},'topics':['a']}",
        "{'type':'Disk','parameters':{'path':'a'},'topics':[['']]}",
        "{'type':'Disk','parameters':{'path':'a'},'messages':['a','a']}",
        "{'type':'Disk','parameters':{'path':'a'},'owner':'ann'}",
        "{'type':'Diary'}",
        "{'type':'Disk','parameters':{'path':'a'},'enabled':'true'}",
        "{'type':'Disk','parameters':{'path':'a'},'id':'a/b'}",
        "{'type':'Disk','parameters':{'path':'a'},'id':'..'}",
        "{'type':'Disk','parameters':{'path':'a'},'filter':5}",
        "{'type':'Disk','parameters':{'path':'a','prettyPrint':'true'}}",
        "{'type':'Disk','parameters':{'path':'a','prettyprint':true}}",
        "{'type':'Hook','parameters':{'url':'nowhere'}}",
        "{'type':'Hook','parameters':{'url':'http://a','mode':'Binary'}}",
        "{'type':'Hook','parameters':{'url':'http://a','size':1000}}",
        "{'type':'Hook','parameters':{'url':'http://a','timeout':'soon'}}",
        "{'type':'Hook','parameters':{'url':'http://a','columns':[{'nmae':'a'}]}}",
        "{'type':'Disk','parameters':{'path':'a'},'delivery':{'ordering':'strikt'}}",
        "{'type':'Disk','parameters':{'path':'a'},'delivery':{'queueCapacity':0}}",
        "{'type':'Disk','parameters':{'path':'a'},'delivery':{'startFrom':'yesterday'}}",
        "{'type':'Disk','parameters':{'path':'a'},'delivery':{'retry':{'maxAttempts':-1}}}"
      })
  void refusesWhatTheReaderRefuses(String single) {
    String json = single.replace('\'', '"');
    assertThat(Readers.refusal(json)).isNotEqualTo("not refused");
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void isTheSameTextEachTime() {
    assertThat(DefinitionSchema.json(FakeProvider.TYPES))
        .isEqualTo(DefinitionSchema.json(FakeProvider.TYPES))
        .contains("\"description\" : \"Where events are sent.\"")
        .endsWith("}\n");
  }
}
