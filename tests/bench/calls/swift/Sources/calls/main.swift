// One form as text, in Swift: `calls SCHEMA RECORDS [first]`, as in calls.mjs.

import Dispatch
import Foundation
import MotCua

let arguments = CommandLine.arguments
let schema = try Schema(String(contentsOfFile: arguments[1], encoding: .utf8), assertFormats: true)
let records = try String(contentsOfFile: arguments[2], encoding: .utf8).split(separator: "\n").map(String.init)
if arguments.dropFirst(3).first == "first" {
    print(try schema.validate(records[0]).issues.count)
} else {
    // Lines go out at once, although nobody sits at a terminal.
    setvbuf(stdout, nil, _IOLBF, 0)
    while readLine() != nil {
        var issues = 0
        let start = DispatchTime.now().uptimeNanoseconds
        for record in records { issues += try schema.validate(record).issues.count }
        print(Double(DispatchTime.now().uptimeNanoseconds - start) / Double(records.count), issues)
    }
}
